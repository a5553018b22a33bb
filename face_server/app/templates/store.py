"""Storing, reading and erasing templates: what is in Chroma, sealed, and in Redis, the salts.

A template counts when its subject holds a ticket and a record of this ticket's tag is stored. So
erasing is done with the ticket, whatever becomes of the record; and whoever stores while somebody
erases is told so by the ticket, and stores again.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog

from app.chroma import FaceStoreUnavailable
from app.engine.base import Template
from app.templates.index import Index
from app.templates.records import Record, Records, belongs
from app.templates.registry import Registry, Ticket
from app.templates.sealing import Sealer, UnreadableTemplate

_ATTEMPTS = 5
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """Records of a subject in one index; in a receipt, those that are gone."""

    collection: str
    engine_id: str
    records: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed. The keys are gone with it, so nothing that is left anywhere can be read."""

    subject_id: UUID
    erased_at: datetime
    removed: Sequence[Held]


class TemplateStore:
    """Every method raises `FaceStoreUnavailable`, or the errors of redis-py."""

    def __init__(self, registry: Registry, records: Records, sealer: Sealer) -> None:
        self._registry = registry
        self._records = records
        self._sealer = sealer

    async def put(self, index: Index, subject_id: UUID, template: Template, consent: str) -> None:
        """Store or replace. What this has returned from counts on every replica."""
        for _ in range(_ATTEMPTS):
            ticket = await self._registry.claim(index, subject_id)
            sealed = self._sealer.seal(index, subject_id, ticket.salt, template)
            await self._records.put(index, ticket, Record(subject_id, sealed, consent))
            if await self._registry.confirm(index, subject_id, ticket):
                return
        raise FaceStoreUnavailable

    async def erase(self, subject_id: UUID) -> Receipt:
        """Destroy the subject's keys, then whatever is stored, in every index."""
        await self._registry.destroy(subject_id)
        found = await self._records.list_ids(subject_id)
        removed = []
        for index, ids in found.items():
            # Whoever enrols the subject at this moment has a new ticket; that record stays.
            live = (await self._registry.get(index, [subject_id])).get(subject_id)
            gone = [record_id for record_id in ids if not belongs(record_id, live)]
            if gone:
                await self._records.delete(index, gone)
                removed.append(Held(index.collection, index.engine_id, len(gone)))
        return Receipt(subject_id, datetime.now(UTC), removed)

    async def list_held(self, subject_id: UUID) -> list[Held]:
        """Where the subject is enrolled."""
        return [
            Held(index.collection, index.engine_id, records=1)
            for index in await self._registry.list_indexes()
            if await self._registry.get(index, [subject_id])
        ]

    async def get_consent(self, index: Index, subject_id: UUID) -> str | None:
        """The reference of the consent under which the subject is enrolled."""
        records = await self._records.get(index, await self._registry.get(index, [subject_id]))
        return records[0].consent if records else None

    async def read(self, index: Index, subject_ids: Sequence[UUID]) -> dict[UUID, Template]:
        """The templates of those who are enrolled."""
        return await self.open(index, await self._registry.get(index, subject_ids))

    async def open(self, index: Index, tickets: dict[UUID, Ticket]) -> dict[UUID, Template]:
        """The templates that stand behind these tickets."""
        records = await self._records.get(index, tickets)
        if len(records) > 1:
            # A thousand seals take some milliseconds, in which the event loop can do other things.
            return await asyncio.to_thread(self._open_all, index, tickets, records)
        return self._open_all(index, tickets, records)

    def _open_all(
        self, index: Index, tickets: dict[UUID, Ticket], records: Sequence[Record]
    ) -> dict[UUID, Template]:
        opened = {}
        for record in records:
            salt = tickets[record.subject_id].salt
            try:
                template = self._sealer.open(index, record.subject_id, salt, record.sealed)
            except UnreadableTemplate:
                _log.error("template.unreadable", subject=str(record.subject_id))
                continue
            opened[record.subject_id] = template
        return opened
