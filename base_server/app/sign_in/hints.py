"""What is kept of the identity provider beside a session, and which of its messages were heeded."""

import hashlib

import jwt
from redis.asyncio import Redis
from service_kit.callers import Caller
from service_kit.redis_async.sessions import SessionStore


class LogoutHints:
    """The ID token, by which the provider knows whom to sign out, stands with the session that
    began by it and ends with it. Sessions here that belong to one session there are a group."""

    def __init__(self, redis: Redis, sessions: SessionStore) -> None:
        self._redis = redis
        self._sessions = sessions

    async def keep(self, token: str, id_token: str) -> bool:
        """False when the session has ended meanwhile, here or at the provider: end it, too."""
        provider_session = _session_of(id_token)
        is_live = await self._sessions.attach(token, id_token, group=provider_session)
        if provider_session is None:
            return is_live
        return is_live and not await self._redis.exists(_end_of(provider_session))

    async def end(self, provider_session: str) -> list[Caller]:
        """Ends the sessions that began in this session of the provider; whose they were.

        First it is said that it has ended: what is not yet among them will see that.
        """
        remembered = self._sessions.longest_seconds
        await self._redis.set(_end_of(provider_session), 1, ex=remembered)
        return await self._sessions.revoke_group(provider_session)

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


def _end_of(provider_session: str) -> str:
    return f"provider-session-ended:{_digest(provider_session)}"


def _used(logout_token_id: str) -> str:
    return f"logout-token:{_digest(logout_token_id)}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
