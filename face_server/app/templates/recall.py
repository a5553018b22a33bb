"""Whether searches find what a plain loop over all templates finds, measured as the server runs."""

import asyncio
import contextlib
from collections import deque
from collections.abc import Mapping

import numpy as np
from service_kit.components import Component

from app.templates.galleries import Galleries
from app.templates.gallery import Gallery
from app.templates.index import Index

# A plain loop over a million templates takes a tenth of a second of one core.
EVERY_SECONDS = 30.0
_KEPT = 200
_NOISE = 0.15
_chance = np.random.default_rng()


class RecallCheck(Component):
    """Asks for somebody drawn by lot, a little changed, now and then."""

    name = "recall_check"
    required = False

    def __init__(self, galleries: Galleries) -> None:
        self._galleries = galleries
        self._found: dict[Index, deque[bool]] = {}
        self._checking: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._checking = asyncio.create_task(self._check_for_ever())

    async def close(self) -> None:
        if self._checking:
            self._checking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._checking

    async def check(self) -> None:
        if self._checking is None or self._checking.done():
            raise RuntimeError("nobody measures the recall of searches")

    @property
    def shares(self) -> Mapping[Index, float]:
        """Recall at one, of the last checks."""
        return {index: sum(found) / len(found) for index, found in self._found.items()}

    async def measure(self) -> None:
        for index, gallery in list(self._galleries.by_index.items()):
            is_found = await asyncio.to_thread(_finds_the_nearest, gallery)
            if is_found is not None:
                self._found.setdefault(index, deque(maxlen=_KEPT)).append(is_found)

    async def _check_for_ever(self) -> None:
        while True:
            await self.measure()
            await asyncio.sleep(EVERY_SECONDS)


def _finds_the_nearest(gallery: Gallery) -> bool | None:
    """None when the gallery is empty, or changed meanwhile."""
    version = gallery.version
    # Rows may go while they are looked at in this thread.
    with contextlib.suppress(IndexError, ValueError):
        (template,) = gallery.sample(1)
        probe = template + _NOISE * np.linalg.norm(template) * _noise(len(template))
        found, right = gallery.nearest(probe, 1), gallery.nearest_by_loop(probe)
        if gallery.version == version:
            return found[0].distance <= right
    return None


def _noise(dimension: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    noise = _chance.normal(size=dimension).astype(np.float32)
    return noise / np.linalg.norm(noise)
