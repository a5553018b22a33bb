"""Whether the person is there: by what they were asked to do, and by what a passive model sees."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.config import Settings
from app.engine.examination import EncodedFace, ExaminedFace
from app.faces.errors import FramesDiffer
from app.faces.examiner import Examiner
from app.faces.frames import Frames
from app.liveness.challenges import Challenges
from app.liveness.errors import LivenessExpired, LivenessFailed
from app.liveness.steps import Stance, Step, is_done
from app.refusals import PictureRefused
from app.verdict import MatchRule

_ASKED = {
    Step.TURN_LEFT: "turn the head to the left",
    Step.TURN_RIGHT: "turn the head to the right",
    Step.COME_CLOSER: "come closer",
}


@dataclass(frozen=True, slots=True)
class Moves:
    """The pictures of a challenge, one for each step in its order."""

    challenge_id: str
    images: Sequence[str]


@dataclass(frozen=True, slots=True)
class SamePerson:
    """By the templates of one engine and its rule."""

    engine_id: str
    rule: MatchRule

    def is_another(self, frames: Frames, face: EncodedFace) -> bool:
        first, second = frames.templates[self.engine_id], face.templates[self.engine_id]
        return not self.rule.is_match(float(np.linalg.norm(first - second)))


class Presence:
    def __init__(self, examiner: Examiner, challenges: Challenges, settings: Settings) -> None:
        self._examiner = examiner
        self._challenges = challenges
        self._settings = settings

    async def require(
        self, straight: Sequence[str], frames: Frames, moves: Moves | None, same: SamePerson
    ) -> None:
        """Raise unless the person of `frames`, which were read from `straight`, was there.

        Raises `LivenessExpired`, `LivenessFailed` and `FramesDiffer`.
        """
        self._require_no_picture_of_a_picture(frames.single)
        if moves is None:
            return
        digest = _digest(straight, moves.images)
        steps = await self._challenges.answer(moves.challenge_id, digest)
        if steps is None:
            raise LivenessExpired
        if len(steps) != len(moves.images):
            raise LivenessFailed(f"There were {len(steps)} steps: send a picture of each.")
        seen = await asyncio.gather(*map(self._look, steps, moves.images))
        self._require_no_picture_of_a_picture(seen)
        for step, face in zip(steps, seen, strict=True):
            self._require_step(step, frames, face)
        if any(same.is_another(frames, face) for face in seen):
            raise FramesDiffer

    async def _look(self, step: Step, image: str) -> EncodedFace:
        try:
            return await self._examiner.look(image, self._settings.liveness.demands)
        except PictureRefused as refused:
            raise LivenessFailed(f"Asked to {_ASKED[step]}: {refused.detail}") from refused

    def _require_step(self, step: Step, frames: Frames, seen: EncodedFace) -> None:
        straight, demands = _stance(frames.face), self._settings.liveness.step_demands
        if not is_done(step, straight, _stance(seen.face), demands):
            raise LivenessFailed(
                f"Asked to {_ASKED[step]}: that is not to be seen in the picture. Ask for a new "
                "challenge, and move a little more."
            )

    def _require_no_picture_of_a_picture(self, faces: Sequence[EncodedFace]) -> None:
        limit = self._settings.liveness.minimum_presence
        if any(one.presence is not None and one.presence < limit for one in faces):
            raise LivenessFailed(
                "This looks like a picture of a picture. Show your face itself, in even light."
            )


def _stance(face: ExaminedFace) -> Stance:
    return Stance(face.quality.pose.yaw, face.closeness)


def _digest(*pictures: Sequence[str]) -> str:
    digest = hashlib.sha256()
    for one in (picture for group in pictures for picture in group):
        digest.update(hashlib.sha256(one.encode()).digest())
    return digest.hexdigest()
