"""What is kept beside a session that began at the identity provider, and for as long."""

import hashlib
from uuid import UUID

import jwt
from redis.asyncio import Redis
from service_kit.redis_async.sessions import SessionStore


class LogoutHints:
    """In Redis: the ID token by which the provider knows whom to sign out, and which sessions here
    belong to one session there."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def keep(self, token: str, id_token: str, lifetime_seconds: int) -> None:
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(_key(token), id_token, ex=lifetime_seconds)
            provider_session = _session_of(id_token)
            if provider_session is not None:
                index = _index(provider_session)
                pipe.sadd(index, str(SessionStore.id_of(token)))
                pipe.expire(index, lifetime_seconds)
            await pipe.execute()

    async def take(self, token: str) -> str | None:
        found = await self._redis.getdel(_key(token))
        return found.decode() if isinstance(found, bytes) else found

    async def move(self, token: str, renewed: str, lifetime_seconds: int) -> None:
        id_token = await self.take(token)
        if id_token is not None:
            await self.keep(renewed, id_token, lifetime_seconds)

    async def sessions_of(self, provider_session: str) -> list[UUID]:
        """Sessions that began in this session of the provider; some may have ended."""
        found = await self._redis.smembers(_index(provider_session))
        return [UUID(one.decode() if isinstance(one, bytes) else one) for one in found]

    async def use_up(self, logout_token_id: str, lifetime_seconds: int) -> bool:
        """False when this logout token has been here before."""
        key = f"logout-token:{_digest(logout_token_id)}"
        return bool(await self._redis.set(key, 1, ex=lifetime_seconds, nx=True))


def _session_of(id_token: str) -> str | None:
    # It was proven before it came here.
    found = jwt.decode(id_token, options={"verify_signature": False}).get("sid")
    return found if isinstance(found, str) and found else None


def _key(token: str) -> str:
    return f"logout-hint:{_digest(token)}"


def _index(provider_session: str) -> str:
    return f"provider-session:{_digest(provider_session)}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
