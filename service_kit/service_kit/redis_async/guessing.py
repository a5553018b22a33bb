"""Counters that slow down whoever guesses passwords or answers."""

from typing import Annotated

from fastapi import Depends
from service_kit.errors import TooManyRequests
from service_kit.redis_async.connection import RedisConnection, RedisDep

FREE_ATTEMPTS = 5
# Behind one address stands a whole train; it is allowed more slips than one account.
FREE_ATTEMPTS_PER_ADDRESS = 50
LONGEST_PAUSE_SECONDS = 900
FORGET_AFTER_SECONDS = 3600
KNOWN_FOR_SECONDS = 30 * 24 * 3600


class GuessLimiter:
    """After a few failures each further attempt doubles the pause, per account and per address.

    An attempt is counted before it is judged: a burst of simultaneous guesses gets no further than
    the same guesses one by one. The counters stand in Redis, so every replica sees them and a
    restart does not forget them.
    """

    def __init__(self, redis: RedisConnection) -> None:
        self._redis = redis.client

    async def admit(self, *subjects: str) -> None:
        """Count an attempt of each subject ("login:anna", "address:10.0.0.7").

        Raises 429 while one of them has to wait; the others do not pay for it then.
        """
        for place, subject in enumerate(subjects):
            surplus = await self._count(subject) - _free_attempts(subject)
            if surplus > 0 and not await self._begin_pause(subject, surplus):
                remaining = await self._redis.ttl(_pause(subject))
                shared = [subject] if _is_shared(subject) else []
                await self._take_back(*subjects[:place], *shared)
                raise TooManyRequests(retry_after=max(remaining, 1))

    async def forget(self, *subjects: str) -> None:
        """A success clears the counters, but of an address it takes back its own attempt only.

        Otherwise whoever has one account could guess at all others, signing in between.
        """
        own = [subject for subject in subjects if not _is_shared(subject)]
        await self._redis.delete(*map(_attempts, own), *map(_pause, own))
        await self._take_back(*filter(_is_shared, subjects))

    async def is_known(self, subject: str) -> bool:
        """Has it succeeded of late? What is counted of a known one cannot be used up by others."""
        return bool(await self._redis.exists(_known(subject)))

    async def remember(self, subject: str) -> None:
        await self._redis.set(_known(subject), b"1", ex=KNOWN_FOR_SECONDS)

    async def _count(self, subject: str, change: int = 1) -> int:
        key = _attempts(subject)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(key, 0, ex=FORGET_AFTER_SECONDS, nx=True)
            pipe.incrby(key, change)
            # A busy address would never be forgiven if each attempt began its time anew.
            if not _is_shared(subject):
                pipe.expire(key, FORGET_AFTER_SECONDS)
            count: int = (await pipe.execute())[1]
        return count

    async def _take_back(self, *subjects: str) -> None:
        """Nobody pays for an attempt that was not judged, nor others for one that succeeded."""
        for subject in subjects:
            await self._count(subject, -1)

    async def _begin_pause(self, subject: str, surplus: int) -> bool:
        """Let one attempt through per pause: the one that begins it."""
        seconds = LONGEST_PAUSE_SECONDS
        if surplus < LONGEST_PAUSE_SECONDS.bit_length():
            seconds = min(2**surplus, LONGEST_PAUSE_SECONDS)
        return bool(await self._redis.set(_pause(subject), b"1", ex=seconds, nx=True))


def _is_shared(subject: str) -> bool:
    return subject.startswith("address:")


def _free_attempts(subject: str) -> int:
    return FREE_ATTEMPTS_PER_ADDRESS if _is_shared(subject) else FREE_ATTEMPTS


def _attempts(subject: str) -> str:
    return f"guess:attempts:{subject}"


def _pause(subject: str) -> str:
    return f"guess:pause:{subject}"


def _known(subject: str) -> str:
    return f"guess:known:{subject}"


async def _limiter(redis: RedisDep) -> GuessLimiter:
    return GuessLimiter(redis)


GuessLimiterDep = Annotated[GuessLimiter, Depends(_limiter)]
