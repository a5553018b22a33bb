"""In Redis: who is enrolled, each subject's salt, and the journal of what has changed.

A subject has a *ticket* per index: a random tag, under which the sealed template is stored, and the
salt of its key. The ticket is what counts: without one there is no face. Tickets are taken and
destroyed in scripts together with the journal entry that tells every replica.
"""

import secrets
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from service_kit.redis_async.connection import RedisConnection

from app.templates import scripts
from app.templates.index import Index

_SCAN_COUNT = 2_000
_TAG_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Ticket:
    tag: str
    salt: str

    @classmethod
    def of(cls, text: str) -> "Ticket":
        return cls(text[:_TAG_LENGTH], text[_TAG_LENGTH:])

    @classmethod
    def new(cls) -> "Ticket":
        return cls(secrets.token_hex(_TAG_LENGTH // 2), secrets.token_hex(16))

    def __str__(self) -> str:
        return self.tag + self.salt


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has followed the journal. It is void when Redis was emptied."""

    epoch: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """`subjects` by index; None when only reading everything anew tells what has changed."""

    position: Position
    subjects: dict[Index, list[UUID]] | None


class Registry:
    """Every method raises the errors of redis-py, which the kit answers as 503."""

    def __init__(self, redis: RedisConnection) -> None:
        self._redis = redis.client
        self._claim = self._redis.register_script(scripts.CLAIM)
        self._claim_beside = self._redis.register_script(scripts.CLAIM_BESIDE)
        self._withdraw = self._redis.register_script(scripts.WITHDRAW)
        self._confirm = self._redis.register_script(scripts.CONFIRM)
        self._destroy = self._redis.register_script(scripts.DESTROY)
        self._exchange = self._redis.register_script(scripts.EXCHANGE)
        self._restore = self._redis.register_script(scripts.RESTORE)
        self._announce = self._redis.register_script(scripts.ANNOUNCE)
        self._changes = self._redis.register_script(scripts.CHANGES)

    async def claim(self, index: Index, subject_id: UUID) -> Ticket:
        """The subject's ticket, a new one if it has none."""
        args = [index.name, str(subject_id), str(Ticket.new())]
        return Ticket.of(await self._claim(args=args))

    async def claim_beside(
        self, index: Index, subject_id: UUID, beside: Index, held: Ticket
    ) -> Ticket | None:
        """A new ticket for a subject who has none there and still holds this one of another index;
        None for anybody else."""
        ticket = Ticket.new()
        args = [index.name, str(subject_id), str(ticket), beside.name, str(held)]
        return ticket if await self._claim_beside(args=args) else None

    async def withdraw(self, index: Index, subject_id: UUID) -> Ticket | None:
        """Destroy the subject's ticket of one index and tell every replica; the ticket it was."""
        text = await self._withdraw(args=[index.name, str(subject_id)])
        return Ticket.of(text) if text else None

    async def confirm(self, index: Index, subject_id: UUID, ticket: Ticket) -> bool:
        """Tell every replica of a stored template; False when it was erased meanwhile."""
        return bool(await self._confirm(args=[index.name, str(subject_id), str(ticket)]))

    async def destroy(self, subject_id: UUID) -> list[Index]:
        """Destroy the subject's tickets of all indexes and tell every replica."""
        return [Index.of_name(name) for name in await self._destroy(args=[str(subject_id)])]

    async def exchange(
        self, index: Index, tickets: Mapping[UUID, tuple[Ticket, Ticket]], since: Position
    ) -> set[UUID]:
        """Give subjects another ticket in place of the one they hold; whose were exchanged.

        Those who were enrolled or erased after `since` keep what they have.
        """
        args = [index.name, str(since.count)]
        for subject_id, (old, new) in tickets.items():
            args += [str(subject_id), str(old), str(new)]
        return {UUID(one) for one in await self._exchange(args=args)}

    async def restore(
        self, index: Index, tickets: Mapping[UUID, Ticket], made_at: float
    ) -> set[UUID]:
        """Put back tickets of a backup begun at `made_at`; who holds theirs now.

        Those who were erased since, or hold another ticket, are left alone. Nobody is told: see
        `announce`.
        """
        args = [index.name, str(int(made_at))]
        for subject_id, ticket in tickets.items():
            args += [str(subject_id), str(ticket)]
        return {UUID(one) for one in await self._restore(args=args)}

    async def announce(self, index: Index, subject_ids: Collection[UUID]) -> None:
        """Let every replica read these subjects anew."""
        if subject_ids:
            await self._announce(args=[index.name, *map(str, subject_ids)])

    async def get(self, index: Index, subject_ids: Sequence[UUID]) -> dict[UUID, Ticket]:
        if not subject_ids:
            return {}
        found = await self._redis.hmget(_tickets(index), [str(one) for one in subject_ids])
        return {
            subject_id: Ticket.of(str(text))
            for subject_id, text in zip(subject_ids, found, strict=True)
            if text
        }

    async def scan(self, index: Index) -> AsyncIterator[dict[UUID, Ticket]]:
        """All tickets of an index in pieces; one may come twice."""
        cursor: Any = 0
        found: Any
        while True:
            cursor, found = await self._redis.hscan(_tickets(index), cursor, count=_SCAN_COUNT)
            if found:
                yield {UUID(one): Ticket.of(text) for one, text in dict(found).items()}
            if not int(cursor):
                return

    async def count(self, index: Index) -> int:
        return int(await self._redis.hlen(_tickets(index)))

    async def list_indexes(self) -> list[Index]:
        return sorted(
            Index.of_name(str(name)) for name in await self._redis.smembers(scripts.INDEXES)
        )

    async def changes(self, since: Position) -> Changes:
        epoch, count, entries = await self._changes(
            args=[since.epoch, str(since.count), secrets.token_hex(8)]
        )
        position = Position(epoch, int(count))
        if entries is None:
            return Changes(position, None)
        subjects: dict[Index, list[UUID]] = {}
        for _, fields in entries:
            named = dict(zip(fields[::2], fields[1::2], strict=True))
            subjects.setdefault(Index.of_name(named["i"]), []).append(UUID(named["s"]))
        return Changes(position, subjects)

    async def shred_if_due(self) -> bool:
        """Let Redis write its file anew when salts were destroyed since it did so last.

        The file is a log: until it is written anew it still tells the salts that are gone.
        """
        if not await self._redis.get(scripts.SHRED):
            return False
        # Taken down before the file is begun: a salt destroyed afterwards calls for another.
        await self._redis.delete(scripts.SHRED)
        try:
            if (await self._redis.info("persistence"))["aof_enabled"]:
                await self._redis.bgrewriteaof()
        except BaseException:
            await self._redis.set(scripts.SHRED, "1")
            raise
        return True


def _tickets(index: Index) -> str:
    return f"face:tickets:{index.name}"
