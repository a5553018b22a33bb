from hypothesis import given
from hypothesis import strategies as st

from app.liveness.settings import LivenessSettings
from app.liveness.steps import Stance, Step, is_done

DEMANDS = LivenessSettings().step_demands
STRAIGHT = Stance(yaw=0.02, closeness=0.08)
stances = st.builds(Stance, yaw=st.floats(-1, 1), closeness=st.floats(0.001, 1))


def test_each_step_is_done_by_its_own_movement_alone() -> None:
    seen = {
        Step.TURN_LEFT: Stance(0.2, 0.08),
        Step.TURN_RIGHT: Stance(-0.2, 0.08),
        Step.COME_CLOSER: Stance(0.02, 0.11),
    }
    done = {(asked, did) for asked in Step for did in Step if _is_done(asked, seen[did])}
    assert done == {(step, step) for step in Step}


def test_standing_still_is_no_step() -> None:
    assert not any(_is_done(step, STRAIGHT) for step in Step)


@given(straight=stances, seen=stances)
def test_no_picture_serves_for_two_steps(straight: Stance, seen: Stance) -> None:
    assert sum(is_done(step, straight, seen, DEMANDS) for step in Step) <= 1


@given(straight=stances, seen=stances)
def test_left_and_right_are_mirror_images(straight: Stance, seen: Stance) -> None:
    left = is_done(Step.TURN_LEFT, straight, seen, DEMANDS)
    assert left == is_done(Step.TURN_RIGHT, _mirrored(straight), _mirrored(seen), DEMANDS)


def _mirrored(stance: Stance) -> Stance:
    return Stance(-stance.yaw, stance.closeness)


def _is_done(step: Step, seen: Stance) -> bool:
    return is_done(step, STRAIGHT, seen, DEMANDS)
