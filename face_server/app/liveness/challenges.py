"""Challenges in Redis: they expire, and one serves for one set of pictures only."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from service_kit.redis_async.connection import RedisConnection

from app.liveness.steps import Step, draw_steps

# The first answer ties the challenge to its pictures. Those may be sent again, because a caller
# whose connection broke repeats its request; any others find the challenge used up.
_ANSWER = """
local held = redis.call('HGET', KEYS[1], 'steps')
if not held then return false end
redis.call('HSETNX', KEYS[1], 'answer', ARGV[1])
if redis.call('HGET', KEYS[1], 'answer') ~= ARGV[1] then return false end
return held
"""


@dataclass(frozen=True, slots=True)
class Challenge:
    challenge_id: str
    steps: Sequence[Step]
    expires_in: int


class Challenges:
    """Every method raises the errors of redis-py, which the kit answers as 503."""

    def __init__(self, redis: RedisConnection, seconds: int) -> None:
        self._redis = redis.client
        self._answer = self._redis.register_script(_ANSWER)
        self._seconds = seconds

    async def begin(self) -> Challenge:
        challenge = Challenge(secrets.token_urlsafe(24), draw_steps(), self._seconds)
        key = _key(challenge.challenge_id)
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hset(key, "steps", ",".join(challenge.steps))
            pipeline.expire(key, self._seconds)
            await pipeline.execute()
        return challenge

    async def answer(self, challenge_id: str, digest: str) -> list[Step] | None:
        """The steps that were asked for; None when it has expired or was answered otherwise."""
        steps = await self._answer(keys=[_key(challenge_id)], args=[digest])
        return [Step(one) for one in str(steps).split(",")] if steps else None


def _key(challenge_id: str) -> str:
    return f"face:liveness:{challenge_id}"
