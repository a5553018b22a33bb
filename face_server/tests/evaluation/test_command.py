"""What the operator reads of an evaluation."""

import httpx

from app.config import Settings
from app.evaluate import ask, table

TOLD = {
    "engine_id": "dlib-resnet-v1",
    "enrolled": 2,
    "pictures": 4,
    "refused": 1,
    "genuine_pairs": 1,
    "impostor_pairs": 3,
    "in_use": {"threshold": 0.5, "fmr": 0.0, "fnmr": 0.25},
    "proposed": {"threshold": 0.61, "fmr": 0.001, "fnmr": None, "is_reliable": False},
    "det_curve": [{"threshold": 0.4, "fmr": 0.0, "fnmr": 1.0}],
}


def test_asks_with_a_credential_of_the_settings() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["Authorization"].startswith("Bearer ey")
        assert request.url.params["wanted_fmr"] == "0.01"
        return httpx.Response(200, json=TOLD)

    with httpx.Client(base_url="http://face", transport=httpx.MockTransport(answer)) as client:
        assert ask(client, Settings(), {"wanted_fmr": 0.01}) == TOLD


def test_a_line_for_each_threshold() -> None:
    first, in_use, proposed, curve = table(TOLD)
    assert "2 enrolled, 4 pictures (1 refused); 1 pairs of one person, 3 of two" in first
    assert in_use.startswith("in use    threshold 0.500  FMR  0.000%  FNMR 25.000%")
    assert proposed.endswith("FNMR       -  (too few pairs to rely on)")
    assert curve.strip().startswith("threshold 0.400")
