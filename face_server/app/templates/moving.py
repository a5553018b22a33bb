"""Moving from one engine to the next.

No picture is kept, so nobody can be moved without a new one: templates of the next engine come with
each enrolment, and with each sure match at boarding. Both engines make templates meanwhile, and a
question is answered by one of them: by the engine in use, until the next one has templates of the
wanted share of the subjects.
"""

import asyncio
import contextlib

import structlog
from service_kit.components import Component

from app.engine.base import Engines
from app.templates.galleries import Galleries
from app.templates.gallery import Gallery
from app.templates.index import Collection, Index
from app.templates.progress import Progress

REFRESH_SECONDS = 5.0
# Subjects between two looks at other work.
_STRETCH = 20_000
_log = structlog.get_logger(__name__)


class Moving(Component):
    """How far the move has come, and which engine answers. Without a next engine there is none."""

    name = "engine_move"
    required = False

    def __init__(self, galleries: Galleries, engines: Engines, wanted_share: float) -> None:
        self.engines = engines
        self._galleries = galleries
        self._wanted_share = wanted_share
        self._progress: dict[Collection, Progress] = {}
        # Who has once been moved stays so: erasures must not send questions to and fro.
        self._has_moved: set[Collection] = set()
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        if self.engines.following:
            self._watching = asyncio.create_task(self._watch())

    async def close(self) -> None:
        if self._watching:
            self._watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watching

    async def check(self) -> None:
        if self._watching and self._watching.done():
            raise RuntimeError("nobody watches how far the move has come")

    @property
    def progress(self) -> dict[Collection, Progress]:
        """Empty when there is no next engine, and until faces have been read after a start."""
        return self._progress

    def answering(self, collection: Collection) -> str:
        """The id of the engine that answers."""
        if self.engines.following and collection in self._has_moved:
            return self.engines.following.engine_id
        return self.engines.current.engine_id

    async def refresh(self) -> None:
        following = self.engines.following
        if following is None or not self._galleries.is_loaded:
            return
        for collection in Collection:
            current = self._gallery(collection, self.engines.current.engine_id)
            later = self._gallery(collection, following.engine_id)
            both = await _count_in_both(later, current)
            progress = Progress(len(current) + len(later) - both, len(later))
            self._progress[collection] = progress
            if progress.share >= self._wanted_share and collection not in self._has_moved:
                self._has_moved.add(collection)
                _log.info("engine.moved", collection=collection, engine=following.engine_id)

    def _gallery(self, collection: Collection, engine_id: str) -> Gallery:
        return self._galleries.by_index.get(Index(collection, engine_id)) or Gallery(0)

    async def _watch(self) -> None:
        while True:
            await self.refresh()
            await asyncio.sleep(REFRESH_SECONDS if self._progress else 0.1)


async def _count_in_both(first: Gallery, second: Gallery) -> int:
    subjects, count = first.subjects, 0
    for start in range(0, len(subjects), _STRETCH):
        count += sum(one in second for one in subjects[start : start + _STRETCH])
        await asyncio.sleep(0)
    return count
