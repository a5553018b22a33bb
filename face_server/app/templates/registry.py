"""In Redis: who is enrolled, each subject's salt, and the journal of what has changed.

A subject has a *ticket* per index: a random tag, under which the sealed template is stored, and the
salt of its key. The ticket is what counts: without one there is no face. Tickets are taken and
destroyed in scripts together with the journal entry that tells every replica.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from service_kit.redis_async.connection import RedisConnection

from app.templates.index import Index

JOURNAL_LENGTH = 20_000
_SCAN_COUNT = 2_000
_TAG_LENGTH = 16
_INDEXES = "face:indexes"
_JOURNAL = "face:journal"
_COUNTER = "face:journal:count"
_EPOCH = "face:journal:epoch"
_SHRED = "face:shred"

_APPEND = f"""
local function append(index, subject)
  local count = redis.call('INCR', '{_COUNTER}')
  redis.call('XADD', '{_JOURNAL}', 'MAXLEN', '~', {JOURNAL_LENGTH},
    count .. '-0', 'i', index, 's', subject)
end
"""

_CLAIM = """
redis.call('SADD', '{indexes}', ARGV[1])
redis.call('HSETNX', 'face:tickets:' .. ARGV[1], ARGV[2], ARGV[3])
return redis.call('HGET', 'face:tickets:' .. ARGV[1], ARGV[2])
""".replace("{indexes}", _INDEXES)

_CONFIRM = (
    _APPEND
    + """
if redis.call('HGET', 'face:tickets:' .. ARGV[1], ARGV[2]) ~= ARGV[3] then return 0 end
append(ARGV[1], ARGV[2])
return 1
"""
)

_DESTROY = (
    _APPEND
    + """
local destroyed = {}
for _, index in ipairs(redis.call('SMEMBERS', '{indexes}')) do
  if redis.call('HDEL', 'face:tickets:' .. index, ARGV[1]) == 1 then
    append(index, ARGV[1])
    destroyed[#destroyed + 1] = index
  end
end
if #destroyed > 0 then redis.call('SET', '{shred}', '1') end
return destroyed
""".replace("{indexes}", _INDEXES).replace("{shred}", _SHRED)
)

# An epoch that is new, a counter that ran back or a journal that was trimmed: `false` says that
# nothing is known of what changed.
_CHANGES = (
    """
redis.call('SET', '{epoch}', ARGV[3], 'NX')
local epoch = redis.call('GET', '{epoch}')
local count = tonumber(redis.call('GET', '{counter}') or '0')
local known = tonumber(ARGV[2])
if epoch ~= ARGV[1] or count < known then return {epoch, count, false} end
if count == known then return {epoch, count, {}} end
local entries = redis.call('XRANGE', '{journal}', '(' .. known .. '-0', '+')
if #entries < count - known then return {epoch, count, false} end
return {epoch, count, entries}
""".replace("{epoch}", _EPOCH)
    .replace("{counter}", _COUNTER)
    .replace("{journal}", _JOURNAL)
)


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
        self._claim = self._redis.register_script(_CLAIM)
        self._confirm = self._redis.register_script(_CONFIRM)
        self._destroy = self._redis.register_script(_DESTROY)
        self._changes = self._redis.register_script(_CHANGES)

    async def claim(self, index: Index, subject_id: UUID) -> Ticket:
        """The subject's ticket, a new one if it has none."""
        args = [index.name, str(subject_id), str(Ticket.new())]
        return Ticket.of(await self._claim(args=args))

    async def confirm(self, index: Index, subject_id: UUID, ticket: Ticket) -> bool:
        """Tell every replica of a stored template; False when it was erased meanwhile."""
        return bool(await self._confirm(args=[index.name, str(subject_id), str(ticket)]))

    async def destroy(self, subject_id: UUID) -> list[Index]:
        """Destroy the subject's tickets of all indexes and tell every replica."""
        return [Index.of_name(name) for name in await self._destroy(args=[str(subject_id)])]

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
        return sorted(Index.of_name(str(name)) for name in await self._redis.smembers(_INDEXES))

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
        if not await self._redis.get(_SHRED):
            return False
        # Taken down before the file is begun: a salt destroyed afterwards calls for another.
        await self._redis.delete(_SHRED)
        try:
            if (await self._redis.info("persistence"))["aof_enabled"]:
                await self._redis.bgrewriteaof()
        except BaseException:
            await self._redis.set(_SHRED, "1")
            raise
        return True


def _tickets(index: Index) -> str:
    return f"face:tickets:{index.name}"
