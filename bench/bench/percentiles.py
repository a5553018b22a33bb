"""One rule for percentiles."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest rank: the least of `values` that `share` of them do not exceed."""
    rank = math.ceil(share * len(values))
    return sorted(values)[max(rank - 1, 0)]
