"""Each replica's copy of all templates in memory, never older than the question.

Every question first asks Redis what has changed since the last one, which takes a fraction of a
millisecond, and reads the changed subjects anew. Nothing is told to other replicas, so none can
miss it: an acknowledged enrolment or erasure stands in the journal before it is acknowledged.
"""

import asyncio
import contextlib
import time
from collections.abc import Mapping, Sequence
from uuid import UUID

import structlog
from service_kit.components import Component
from service_kit.errors import Unavailable

from app.engine.base import Template, Templates
from app.templates.gallery import Gallery, Neighbour
from app.templates.index import Index
from app.templates.registry import Position, Registry
from app.templates.store import TemplateStore

# Above this a search takes longer than the event loop may be kept from other work.
_THREAD_FROM = 20_000
TIDY_SECONDS = 1.0
# Redis writes its file anew at most this often, however many erase at once.
SHRED_SECONDS = 10.0
_log = structlog.get_logger(__name__)


class GalleryLoading(Unavailable):
    code = "GALLERY_LOADING"
    detail = "The enrolled faces are still being read after a start. Try again in a few seconds."


class Galleries(Component):
    """One gallery per index. The registry's and the store's errors pass through."""

    name = "gallery"

    def __init__(self, registry: Registry, store: TemplateStore) -> None:
        self._registry = registry
        self.store = store
        self._galleries: dict[Index, Gallery] = {}
        self._position: Position | None = None
        self._turn = asyncio.Lock()
        self._loading: asyncio.Task[None] | None = None
        self._tidying: asyncio.Task[None] | None = None
        self._is_closing = False
        self.loading_seconds = 0.0

    async def open(self) -> None:
        self._is_closing = False
        self._loading = asyncio.create_task(self._load_until_done())
        self._tidying = asyncio.create_task(self._tidy())

    async def close(self) -> None:
        # A client that is interrupted may raise an error of its own instead, and the task goes on.
        self._is_closing = True
        for task in (self._tidying, self._loading):
            if task:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        self._galleries.clear()

    async def check(self) -> None:
        if self._position is None:
            raise GalleryLoading

    @property
    def is_loaded(self) -> bool:
        return self._position is not None

    @property
    def by_index(self) -> Mapping[Index, Gallery]:
        """As far as they are known here; for figures, not for answers."""
        return self._galleries

    async def among(
        self, index: Index, probe: Template, subject_ids: Sequence[UUID], count: int
    ) -> list[Neighbour]:
        """The `count` nearest of these subjects who are enrolled, nearest first."""
        gallery = await self._current(index)
        if gallery is None:
            gallery = await self._read_some(index, probe, subject_ids)
        return gallery.among(probe, subject_ids, count)

    async def nearest(self, index: Index, probe: Template, count: int) -> list[Neighbour]:
        """The nearest of all. Raises `GalleryLoading`."""
        while True:
            gallery = await self._current(index)
            if gallery is None:
                raise GalleryLoading
            if len(gallery) < _THREAD_FROM:
                return gallery.nearest(probe, count)
            version = gallery.version
            # What changes meanwhile may also pull a row away from under the search.
            with contextlib.suppress(IndexError):
                found = await asyncio.to_thread(gallery.nearest, probe, count)
                if gallery.version == version:
                    return found

    async def sample(self, index: Index, count: int) -> Templates:
        """Templates of so many subjects drawn by lot. Raises `GalleryLoading`."""
        gallery = await self._current(index)
        if gallery is None:
            raise GalleryLoading
        return gallery.sample(count)

    async def get(self, index: Index, subject_id: UUID) -> Template | None:
        gallery = await self._current(index)
        if gallery is None:
            return (await self.store.read(index, [subject_id])).get(subject_id)
        return gallery.get(subject_id)

    async def without(self, index: Index, subject_ids: Sequence[UUID]) -> list[UUID]:
        """Those of these subjects who have no template there."""
        gallery = await self._current(index)
        held = await self.store.read(index, subject_ids) if gallery is None else gallery
        return [one for one in subject_ids if one not in held]

    async def _current(self, index: Index) -> Gallery | None:
        """The gallery as it is now; None while everything is still being read."""
        if not await self._catch_up():
            return None
        return self._galleries.get(index) or Gallery(0)

    async def _read_some(
        self, index: Index, probe: Template, subject_ids: Sequence[UUID]
    ) -> Gallery:
        gallery = Gallery(len(probe))
        found = await self.store.read(index, list(dict.fromkeys(subject_ids)))
        gallery.update(found, found)
        return gallery

    async def _catch_up(self) -> bool:
        # In turn: who waits here gets what was written until then at the least.
        async with self._turn:
            if self._position is None:
                return False
            changes = await self._registry.changes(self._position)
            if changes.subjects is None:
                _log.warning("gallery.lost_its_place")
                self._forget()
                return False
            for index, subject_ids in changes.subjects.items():
                await self._reread(index, subject_ids)
            self._position = changes.position
            return True

    async def _reread(self, index: Index, subject_ids: Sequence[UUID]) -> None:
        subject_ids = list(dict.fromkeys(subject_ids))
        found = await self.store.read(index, subject_ids)
        gallery = self._galleries.get(index)
        if gallery is None and found:
            gallery = Gallery(len(next(iter(found.values()))))
            self._galleries[index] = gallery
        if gallery is not None:
            gallery.update(subject_ids, found)

    def _forget(self) -> None:
        self._position = None
        self._galleries = {}
        if self._loading is None or self._loading.done():
            self._loading = asyncio.create_task(self._load_until_done())

    async def _load_until_done(self) -> None:
        pause = 0.1
        while not self._is_closing:
            try:
                await self._load()
            except Exception as error:  # noqa: BLE001 - whichever neighbour it is: it will be back
                _log.warning("gallery.not_loaded", error=type(error).__name__)
                await asyncio.sleep(pause)
                pause = min(2 * pause, 2.0)
            else:
                return

    async def _load(self) -> None:
        started = time.monotonic()
        # The place in the journal comes first: what changes meanwhile is read again afterwards.
        position = (await self._registry.changes(Position())).position
        galleries: dict[Index, Gallery] = {}
        for index in await self._registry.list_indexes():
            async for tickets in self._registry.scan(index):
                found = await self.store.open(index, tickets)
                if found:
                    first = next(iter(found.values()))
                    galleries.setdefault(index, Gallery(len(first))).update(found, found)
        async with self._turn:
            self._galleries, self._position = galleries, position
        self.loading_seconds = time.monotonic() - started
        faces = sum(map(len, galleries.values()))
        _log.info("gallery.loaded", faces=faces, seconds=round(self.loading_seconds, 2))

    async def _tidy(self) -> None:
        """Take over changes without a question too, so that the erased leave memory soon."""
        shred_at = 0.0
        while not self._is_closing:
            await asyncio.sleep(TIDY_SECONDS)
            with contextlib.suppress(Exception):
                await self._catch_up()
                if time.monotonic() >= shred_at and await self._registry.shred_if_due():
                    shred_at = time.monotonic() + SHRED_SECONDS - TIDY_SECONDS
