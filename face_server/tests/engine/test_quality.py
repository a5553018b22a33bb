"""Each thing that may be wrong with a face has a code and a sentence of its own."""

from dataclasses import replace

import pytest

from app.config import Settings
from app.engine.pose import Pose
from app.engine.quality import Quality, find_issues
from app.refusals import Reason

DEMANDS = Settings().enrolment.demands
GOOD = Quality(
    detector_score=1.0,
    size=120,
    sharpness=20.0,
    brightness=128,
    overexposed=0.0,
    evenness=0.9,
    pose=Pose(yaw=0.0, roll=0.0),
)
WRONG = {
    Reason.FACE_UNCLEAR: replace(GOOD, detector_score=0.25),
    Reason.FACE_TOO_SMALL: replace(GOOD, size=59),
    Reason.FACE_TOO_BLURRED: replace(GOOD, sharpness=3.9),
    Reason.FACE_TOO_DARK: replace(GOOD, brightness=44),
    Reason.FACE_TOO_BRIGHT: replace(GOOD, overexposed=0.51),
    Reason.FACE_UNEVENLY_LIT: replace(GOOD, evenness=0.59),
}
TURNED = [Pose(0.21, 0), Pose(-0.21, 0), Pose(0, 31), Pose(0, -31)]


def test_nothing_is_wrong_with_a_good_face() -> None:
    assert list(find_issues(GOOD, DEMANDS)) == []


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_named_alone(code: Reason) -> None:
    (issue,) = find_issues(WRONG[code], DEMANDS)
    assert issue.code is code
    assert issue.hint.endswith(".")


@pytest.mark.parametrize("pose", TURNED)
def test_a_head_turned_or_tilted_to_either_side(pose: Pose) -> None:
    (issue,) = find_issues(replace(GOOD, pose=pose), DEMANDS)
    assert issue.code is Reason.FACE_TURNED_AWAY


def test_what_a_person_should_mend_first_comes_first() -> None:
    far_and_blurred = replace(GOOD, size=20, sharpness=0.0, detector_score=0.0)
    codes = [one.code for one in find_issues(far_and_blurred, DEMANDS)]
    assert codes == [Reason.FACE_TOO_SMALL, Reason.FACE_TOO_BLURRED, Reason.FACE_UNCLEAR]
