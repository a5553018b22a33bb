"""Where a day may be simulated."""

import pytest

from app.simulate.running import require_own
from app.stack import StackUnavailable

OWN = "http://localhost:8080"


@pytest.mark.parametrize("url", [OWN, "http://127.0.0.1:8080", "http://localhost:8080/"])
def test_own_stack(url: str) -> None:
    require_own(url, OWN)


@pytest.mark.parametrize(
    "url", ["http://localhost:9090", "https://railway.example:8080", "http://10.0.0.1:8080"]
)
def test_another_platform_is_left_alone(url: str) -> None:
    with pytest.raises(StackUnavailable, match=OWN):
        require_own(url, OWN)
