"""Where a head is turned, from the eyes and the nose alone."""

import math
from dataclasses import dataclass

from app.engine.base import AlignedFace


@dataclass(frozen=True, slots=True)
class Pose:
    """`yaw` is how far the nose lies off the middle of the eyes, along their line, in distances
    between the eyes: 0 looks straight ahead, positive towards the right border of the picture, and
    0.2 is about 30 degrees. `roll` is the slope of the eyes in degrees, positive clockwise.
    """

    yaw: float
    roll: float


def measure_pose(face: AlignedFace) -> Pose:
    left, right = face.eyes
    across, down = right.x - left.x, right.y - left.y
    distance = math.hypot(across, down)
    if not distance:
        return Pose(0.0, 0.0)
    off_x = face.nose.x - (left.x + right.x) / 2
    off_y = face.nose.y - (left.y + right.y) / 2
    return Pose(
        yaw=(off_x * across + off_y * down) / distance**2,
        roll=math.degrees(math.atan2(down, across)),
    )
