"""Counters that slow down whoever guesses passwords or answers."""

from typing import Annotated

from fastapi import Depends

from service_kit.errors import TooManyRequests
from service_kit.redis_async.connection import RedisConnection, RedisDep

FREE_ATTEMPTS = 5
LONGEST_PAUSE_SECONDS = 900
FORGET_AFTER_SECONDS = 3600


class GuessLimiter:
    """After a few failures each further one doubles the pause, per account and per address.

    The counters stand in Redis: every replica sees them, and a restart does not forget them.
    """

    def __init__(self, redis: RedisConnection) -> None:
        self._redis = redis.client

    async def require_allowed(self, *subjects: str) -> None:
        """Raise 429 while one of the subjects ("login:anna", "address:10.0.0.7") is pausing."""
        async with self._redis.pipeline(transaction=False) as pipe:
            for subject in subjects:
                pipe.ttl(_pause(subject))
            pauses = await pipe.execute()
        longest = max(pauses)
        if longest > 0:
            raise TooManyRequests(retry_after=longest)

    async def record_failure(self, *subjects: str) -> None:
        for subject in subjects:
            failures = await self._count(subject)
            if failures >= FREE_ATTEMPTS:
                pause = min(2 ** (failures - FREE_ATTEMPTS), LONGEST_PAUSE_SECONDS)
                await self._redis.set(_pause(subject), b"1", ex=pause)

    async def forget(self, *subjects: str) -> None:
        """A success clears the counters."""
        await self._redis.delete(*map(_failures, subjects), *map(_pause, subjects))

    async def _count(self, subject: str) -> int:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.incr(_failures(subject))
            pipe.expire(_failures(subject), FORGET_AFTER_SECONDS)
            count: int = (await pipe.execute())[0]
        return count


def _failures(subject: str) -> str:
    return f"guess:failures:{subject}"


def _pause(subject: str) -> str:
    return f"guess:pause:{subject}"


def _limiter(redis: RedisDep) -> GuessLimiter:
    return GuessLimiter(redis)


GuessLimiterDep = Annotated[GuessLimiter, Depends(_limiter)]
