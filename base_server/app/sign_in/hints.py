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

    async def keep(self, token: str, id_token: str, lifetime_seconds: int) -> bool:
        """False when the provider has ended its session meanwhile: end this one too."""
        provider_session = _session_of(id_token)
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.set(_key(token), id_token, ex=lifetime_seconds)
            if provider_session is not None:
                index = _index(provider_session)
                pipe.sadd(index, str(SessionStore.id_of(token)))
                pipe.expire(index, lifetime_seconds)
                pipe.exists(_end_of(provider_session))
            results = await pipe.execute()
        return provider_session is None or not results[-1]

    async def take(self, token: str) -> str | None:
        found = await self._redis.getdel(_key(token))
        return None if found is None else _text(found)

    async def move(self, token: str, renewed: str, lifetime_seconds: int) -> bool:
        """The same for a session that takes another's place."""
        id_token = await self._redis.get(_key(token))
        if id_token is None:
            return True
        is_live = await self.keep(renewed, _text(id_token), lifetime_seconds)
        await self._redis.delete(_key(token))
        return is_live

    async def end(self, provider_session: str, remembered_seconds: int) -> list[UUID]:
        """Sessions that began in this session of the provider; some may have ended.

        First it is said that it has ended: what is not yet among them will see that.
        """
        await self._redis.set(_end_of(provider_session), 1, ex=remembered_seconds)
        found = await self._redis.smembers(_index(provider_session))
        return [UUID(_text(one)) for one in found]

    async def use_up(self, logout_token_id: str, lifetime_seconds: int) -> bool:
        """False when this logout token has been here before."""
        key = _used(logout_token_id)
        return bool(await self._redis.set(key, 1, ex=lifetime_seconds, nx=True))

    async def give_back(self, logout_token_id: str) -> None:
        """The logout token is good again, for what it wants is not done."""
        await self._redis.delete(_used(logout_token_id))


def _session_of(id_token: str) -> str | None:
    # It was proven before it came here.
    found = jwt.decode(id_token, options={"verify_signature": False}).get("sid")
    return found if isinstance(found, str) and found else None


def _key(token: str) -> str:
    return f"logout-hint:{_digest(token)}"


def _index(provider_session: str) -> str:
    return f"provider-session:{_digest(provider_session)}"


def _end_of(provider_session: str) -> str:
    return f"provider-session-ended:{_digest(provider_session)}"


def _used(logout_token_id: str) -> str:
    return f"logout-token:{_digest(logout_token_id)}"


def _text(stored: str | bytes) -> str:
    return stored.decode() if isinstance(stored, bytes) else stored


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
