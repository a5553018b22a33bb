"""How often a threshold errs: pure arithmetic over distances."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from app.engine.base import Templates

Distances = npt.NDArray[np.float64]

# With fewer false matches than this the threshold hangs on single pairs: 3 of n is what zero of n
# leaves possible with 95 % confidence ("rule of three").
_FEWEST_FALSE_MATCHES = 3


@dataclass(frozen=True, slots=True)
class Pairs:
    """Sorted distances between templates of one person, and of two."""

    genuine: Distances
    impostor: Distances


@dataclass(frozen=True, slots=True)
class Rates:
    """At this threshold: the share of impostors that match, and of the genuine that do not.

    None without such pairs.
    """

    threshold: float
    fmr: float | None
    fnmr: float | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """`is_reliable`: the wanted rate is not below what so many pairs can tell."""

    threshold: float
    is_reliable: bool


def stranger_pairs(templates: Templates) -> Distances:
    """The distances of each to each: every row is another person's."""
    squares = np.einsum("ij,ij->i", templates, templates)
    products = templates @ templates.T
    upper = np.triu_indices(len(templates), 1)
    distances = squares[upper[0]] + squares[upper[1]] - 2 * products[upper]
    return np.asarray(np.sqrt(np.maximum(distances, 0)), dtype=np.float64)


def labelled_pairs(people: Sequence[Templates]) -> Pairs:
    """Each to each of the templates of several people."""
    genuine = [stranger_pairs(one) for one in people]
    impostor = [
        np.linalg.norm(one[:, None] - other[None], axis=-1).ravel()
        for one, other in combinations(people, 2)
    ]
    return Pairs(_sorted(genuine), _sorted(impostor))


def join(first: Pairs, strangers: Distances) -> Pairs:
    return Pairs(first.genuine, _sorted([first.impostor, strangers]))


def measure(pairs: Pairs, threshold: float) -> Rates:
    return Rates(
        threshold,
        fmr=_share_within(pairs.impostor, threshold),
        fnmr=None
        if not len(pairs.genuine)
        else 1 - float(np.searchsorted(pairs.genuine, threshold, "right") / len(pairs.genuine)),
    )


def propose(pairs: Pairs, wanted_fmr: float) -> Proposal | None:
    """The greatest threshold at which no more than `wanted_fmr` of the impostors match."""
    count = len(pairs.impostor)
    if not count:
        return None
    allowed = int(wanted_fmr * count)
    threshold = float(np.nextafter(pairs.impostor[min(allowed, count - 1)], 0))
    return Proposal(threshold, is_reliable=wanted_fmr * count >= _FEWEST_FALSE_MATCHES)


def curve(pairs: Pairs, points: int) -> list[Rates]:
    """The detection error trade-off, from the strictest threshold to the most lenient."""
    both = np.concatenate([pairs.genuine, pairs.impostor])
    if not len(both):
        return []
    steps = np.unique(np.quantile(both, np.linspace(0, 1, points)))
    return [measure(pairs, float(step)) for step in steps]


def _share_within(distances: Distances, threshold: float) -> float | None:
    if not len(distances):
        return None
    return float(np.searchsorted(distances, threshold, "right") / len(distances))


def _sorted(parts: Sequence[Distances]) -> Distances:
    return np.sort(np.concatenate([np.empty(0), *parts]))
