"""Asking a person to move, so that a photograph does not pass for them."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import BaseModel


class LivenessStep(StrEnum):
    """Left and right are the person's own."""

    TURN_LEFT = "TURN_LEFT"
    TURN_RIGHT = "TURN_RIGHT"
    COME_CLOSER = "COME_CLOSER"


@dataclass(frozen=True)
class LivenessAnswer:
    """`pictures`: JPEG, PNG or WebP files that are not mirrored, one of each step in its order. It
    goes with a picture that was taken before them, of the person looking straight ahead."""

    challenge_id: str
    pictures: Sequence[bytes]

    def as_json(self) -> dict[str, Any]:
        return {
            "challenge_id": self.challenge_id,
            "images": [base64.b64encode(one).decode() for one in self.pictures],
        }


class LivenessChallenge(BaseModel):
    """What the person should do, one step after the other, within `expires_in` seconds.

    It serves for one answer; the same answer may be sent again."""

    challenge_id: str
    steps: list[LivenessStep]
    expires_in: int

    def answer(self, pictures: Sequence[bytes]) -> LivenessAnswer:
        return LivenessAnswer(self.challenge_id, pictures)
