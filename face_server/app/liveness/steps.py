"""What a person is asked to do before the camera, and when it has been done: a pure rule."""

import secrets
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Left and right are the person's own; the pictures must not be mirrored."""

    TURN_LEFT = "TURN_LEFT"
    TURN_RIGHT = "TURN_RIGHT"
    COME_CLOSER = "COME_CLOSER"


@dataclass(frozen=True, slots=True)
class Stance:
    """How a face stands before the camera.

    `yaw` as in `Pose`: turned to the person's own left, the nose moves towards the right border of
    the picture. `closeness` is the distance between the eyes over the picture's longer side.
    """

    yaw: float
    closeness: float


@dataclass(frozen=True, slots=True)
class StepDemands:
    """`turn` is how much the yaw must change, `approach` by what factor the eyes must come apart.

    A flat photograph that is turned becomes narrower, but its nose stays between its eyes: it
    changes the yaw by less than 0.06, a head turned by 20 degrees by 0.16.
    """

    turn: float
    approach: float


def draw_steps() -> list[Step]:
    """All of them, in an order that nobody can foresee."""
    steps = list(Step)
    secrets.SystemRandom().shuffle(steps)
    return steps


def is_done(step: Step, straight: Stance, seen: Stance, demands: StepDemands) -> bool:
    """Whether `seen` is what `step` asked of a person who stood as in `straight` before."""
    turned = seen.yaw - straight.yaw
    match step:
        case Step.TURN_LEFT:
            return turned >= demands.turn
        case Step.TURN_RIGHT:
            return turned <= -demands.turn
        case Step.COME_CLOSER:
            is_straight = abs(turned) < demands.turn
            return is_straight and seen.closeness >= demands.approach * straight.closeness
