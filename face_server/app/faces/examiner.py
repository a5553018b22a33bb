"""Pictures as they come in requests, looked at by the workers."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import TypeVar

from app.config import Settings
from app.engine.examination import EncodedFace, ExaminedFace, encode_only_face, examine_faces
from app.engine.quality import QualityDemands
from app.faces.errors import refusal
from app.faces.frames import Frames, combine
from app.pictures.transport import unpack_picture
from app.refusals import PictureRefused
from app.workers.pool import WorkerPool

R = TypeVar("R")


class Examiner:
    """Every method raises the picture's refusal as its business error, or `FaceEngineBusy`."""

    def __init__(self, pool: WorkerPool, settings: Settings) -> None:
        self._pool = pool
        self._settings = settings
        self._limits = settings.picture.limits

    async def encode_enrolment(self, images: Sequence[str]) -> Frames:
        return await _refusing(self._encode_all(images, self._settings.enrolment.demands))

    async def encode_question(self, images: Sequence[str]) -> Frames:
        return await _refusing(self._encode_all(images, self._settings.question.demands))

    async def look(self, image: str, demands: QualityDemands) -> EncodedFace:
        """Raises `PictureRefused`: the caller knows better what to say of it."""
        seen = await self._encode(image, demands)
        if isinstance(seen, PictureRefused):
            raise seen
        return seen

    async def examine(self, image: str) -> list[ExaminedFace]:
        return await _refusing(self._examine(image))

    async def _encode_all(self, images: Sequence[str], demands: QualityDemands) -> Frames:
        return combine(await asyncio.gather(*(self._encode(one, demands) for one in images)))

    async def _encode(self, image: str, demands: QualityDemands) -> EncodedFace | PictureRefused:
        try:
            data = unpack_picture(image, max_bytes=self._limits.max_bytes)
            return await self._pool.run(encode_only_face, data, self._limits, demands)
        except PictureRefused as refused:
            return refused

    async def _examine(self, image: str) -> list[ExaminedFace]:
        data = unpack_picture(image, max_bytes=self._limits.max_bytes)
        return await self._pool.run(examine_faces, data, self._limits)


async def _refusing(work: Awaitable[R]) -> R:
    try:
        return await work
    except PictureRefused as refused:
        raise refusal(refused) from refused
