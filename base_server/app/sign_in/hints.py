"""The ID token by which the provider knows whom to sign out."""

import hashlib

from redis.asyncio import Redis


class LogoutHints:
    """In Redis, beside the session and for as long."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def keep(self, token: str, id_token: str, lifetime_seconds: int) -> None:
        await self._redis.set(_key(token), id_token, ex=lifetime_seconds)

    async def take(self, token: str) -> str | None:
        found = await self._redis.getdel(_key(token))
        return found.decode() if isinstance(found, bytes) else found

    async def move(self, token: str, renewed: str, lifetime_seconds: int) -> None:
        id_token = await self.take(token)
        if id_token is not None:
            await self.keep(renewed, id_token, lifetime_seconds)


def _key(token: str) -> str:
    return f"logout-hint:{hashlib.sha256(token.encode()).hexdigest()}"
