"""Work on all templates at once, while the servers answer: new keys, backup, moving."""

import json
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TextIO, TypeVar
from uuid import UUID

import structlog

from app.templates.index import Index
from app.templates.progress import Progress
from app.templates.records import Record, Records
from app.templates.registry import Position, Registry, Ticket
from app.templates.scripts import ERASURES_KEPT_SECONDS
from app.templates.sealing import Sealed, Sealer, UnreadableTemplate

_VERSION = 1
_BATCH = 500
_log = structlog.get_logger(__name__)

T = TypeVar("T")
Tickets = Mapping[UUID, Ticket]


class BackupRefused(Exception):
    """The file is no backup that can be restored; the message says why."""


class Upkeep:
    def __init__(self, registry: Registry, records: Records, sealer: Sealer) -> None:
        self._registry = registry
        self._records = records
        self._sealer = sealer

    async def reseal(self) -> int:
        """Give everybody a new salt and seal the templates under the active secret.

        Searches go on, and so do enrolments and erasures: who changes meanwhile is left to a
        second run. How many were sealed anew.
        """
        return sum([await self._reseal(*batch) async for batch in self._batches()])

    async def dump(self, file: TextIO) -> int:
        """Write salts and sealed records; without the secret of the settings they say nothing."""
        print(json.dumps({"version": _VERSION, "made_at": time.time()}), file=file)
        count = 0
        async for index, tickets in self._batches():
            for record in await self._records.get(index, tickets):
                print(json.dumps(_line(index, tickets, record)), file=file)
                count += 1
        return count

    async def restore(self, lines: Iterator[str]) -> int:
        """Put back who is missing. Who was erased since stays erased, who is enrolled stays so.

        Searches go on: a replica forgets nobody, and learns of those who come back piece by piece.
        Raises `BackupRefused`. How many of the backup are enrolled afterwards.
        """
        made_at = _read_header(next(lines, ""))
        count = 0
        for batch in _batched(map(json.loads, lines), _BATCH):
            for name in {one["index"] for one in batch}:
                mine = [one for one in batch if one["index"] == name]
                count += await self._restore(Index.of_name(name), mine, made_at)
        return count

    async def measure_move(self, current: Index, following: Index) -> Progress:
        """How many have a template of the next engine."""
        moved = await self._registry.count(following)
        left = len([one async for one in self.list_left(current, following)])
        return Progress(moved + left, moved)

    async def list_left(self, current: Index, following: Index) -> AsyncIterator[UUID]:
        """Who has a template of the engine in use alone; one may come twice."""
        async for tickets in self._registry.scan(current):
            moved = await self._registry.get(following, list(tickets))
            for subject_id in tickets.keys() - moved.keys():
                yield subject_id

    async def drop(self, engine_id: str) -> int:
        """Remove everything that an engine has made; how many templates that was."""
        count = 0
        for index in await self._registry.list_indexes():
            if index.engine_id == engine_id:
                async for tickets in self._registry.scan(index):
                    for subject_id in tickets:
                        ticket = await self._registry.withdraw(index, subject_id)
                        if ticket is not None:
                            await self._records.delete_of(index, {subject_id: ticket})
                            count += 1
        return count

    async def _batches(self) -> AsyncIterator[tuple[Index, Tickets]]:
        for index in await self._registry.list_indexes():
            async for tickets in self._registry.scan(index):
                for batch in _batched(tickets.items(), _BATCH):
                    yield index, dict(batch)

    async def _reseal(self, index: Index, tickets: Tickets) -> int:
        since = (await self._registry.changes(Position())).position
        # The tickets may be older than this place in the journal, so they are read again after it.
        tickets = await self._registry.get(index, list(tickets))
        renewed = {one: Ticket.new() for one in tickets}
        records = await self._records.get(index, tickets)
        sealed = list(self._sealed_anew(index, records, tickets, renewed))
        await self._records.put_many(index, renewed, sealed)
        pairs = {
            one.subject_id: (tickets[one.subject_id], renewed[one.subject_id]) for one in sealed
        }
        exchanged = await self._registry.exchange(index, pairs, since)
        # Of two records of a subject, the one without a ticket is removed.
        await self._records.delete_of(index, {one: pairs[one][0] for one in exchanged})
        await self._records.delete_of(
            index, {one: pairs[one][1] for one in pairs.keys() - exchanged}
        )
        return len(exchanged)

    def _sealed_anew(
        self, index: Index, records: Iterable[Record], old: Tickets, new: Tickets
    ) -> Iterator[Record]:
        for record in records:
            subject_id = record.subject_id
            try:
                template = self._sealer.open(index, subject_id, old[subject_id].salt, record.sealed)
            except UnreadableTemplate:
                _log.error("template.unreadable", subject=str(subject_id))
                continue
            sealed = self._sealer.seal(index, subject_id, new[subject_id].salt, template)
            yield Record(subject_id, sealed, record.consent)

    async def _restore(self, index: Index, lines: list[dict[str, Any]], made_at: float) -> int:
        tickets = {UUID(one["subject"]): Ticket.of(one["ticket"]) for one in lines}
        held = await self._registry.restore(index, tickets, made_at)
        kept = {one: ticket for one, ticket in tickets.items() if one in held}
        # Who is enrolled again since the backup may hold the same ticket with a newer record.
        there = {one.subject_id for one in await self._records.get(index, kept)}
        missing = [
            Record(subject_id, Sealed(one["key_id"], one["sealed"]), one["consent"])
            for one in lines
            if (subject_id := UUID(one["subject"])) in held - there
        ]
        await self._records.put_many(index, kept, missing)
        await self._registry.announce(index, held)
        return len(held)


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _line(index: Index, tickets: Tickets, record: Record) -> dict[str, str]:
    return {
        "index": index.name,
        "subject": str(record.subject_id),
        "ticket": str(tickets[record.subject_id]),
        "key_id": record.sealed.key_id,
        "sealed": record.sealed.text,
        "consent": record.consent,
    }


def _read_header(line: str) -> float:
    try:
        header = json.loads(line)
        version, made_at = header["version"], float(header["made_at"])
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(
            "This is no backup of faces. Name a file that dump has made."
        ) from error
    if version != _VERSION:
        raise BackupRefused("The backup is of another version. Restore it with that version.")
    if time.time() - made_at > ERASURES_KEPT_SECONDS:
        raise BackupRefused(
            "The backup is older than the list of erasures, so the erased would come back. "
            "Take a newer one."
        )
    return made_at
