"""Storing, reading and erasing templates: what is in Chroma, sealed, and in Redis, the salts.

A template counts when its subject holds a ticket and a record of this ticket's tag is stored. So
erasing is done with the ticket, whatever becomes of the record; and whoever stores while somebody
erases is told so by the ticket, and stores again.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog

from app.chroma import FaceStoreUnavailable
from app.engine.base import Template
from app.templates.index import Collection, Index
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

    async def replace(
        self,
        collection: Collection,
        subject_id: UUID,
        templates: Mapping[str, Template],
        consent: str,
    ) -> None:
        """Store what each engine made of a new picture; nothing stays of an earlier one."""
        for engine_id, template in templates.items():
            await self.put(Index(collection, engine_id), subject_id, template, consent)
        for index in await self._registry.list_indexes():
            if index.collection == collection and index.engine_id not in templates:
                await self._withdraw(index, subject_id)

    async def add(
        self, index: Index, subject_id: UUID, template: Template, *, beside: Index
    ) -> bool:
        """Store the template of a second engine under the consent of the first one's.

        Nothing happens when there is one already, or when the subject was erased meanwhile.
        """
        held = await self._registry.get(beside, [subject_id])
        records = await self._records.get(beside, held)
        if not records:
            return False
        ticket = await self._registry.claim_beside(index, subject_id, beside, held[subject_id])
        if ticket is None:
            return False
        sealed = self._sealer.seal(index, subject_id, ticket.salt, template)
        await self._records.put(index, ticket, Record(subject_id, sealed, records[0].consent))
        if await self._registry.confirm(index, subject_id, ticket):
            return True
        await self._records.delete_of(index, {subject_id: ticket})
        return False

    async def _withdraw(self, index: Index, subject_id: UUID) -> None:
        ticket = await self._registry.withdraw(index, subject_id)
        if ticket is not None:
            await self._records.delete_of(index, {subject_id: ticket})

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
