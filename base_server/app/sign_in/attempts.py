"""What is remembered of a sign-in while the browser is at the identity provider."""

import hashlib
import secrets
from dataclasses import asdict, dataclass

import orjson
from redis.asyncio import Redis

LIFETIME_SECONDS = 600
_SECRET_BYTES = 32
# Of secrets.token_urlsafe(_SECRET_BYTES).
SECRET_LENGTH = 43


@dataclass(frozen=True, slots=True)
class Attempt:
    """`verifier` is of PKCE (RFC 7636), `nonce` comes back in the ID token, `next` is the page
    that is wanted. Only the browser that holds the secret behind `browser` may end it. `is_staff`:
    somebody wants to work, not to travel.
    """

    browser: str
    verifier: str
    nonce: str
    next: str
    is_staff: bool = False

    def is_of(self, browser_secret: str) -> bool:
        return secrets.compare_digest(self.browser, _digest(browser_secret))


def begin_attempt(browser_secret: str, next_page: str, *, is_staff: bool) -> Attempt:
    return Attempt(_digest(browser_secret), random_secret(), random_secret(), next_page, is_staff)


def random_secret() -> str:
    return secrets.token_urlsafe(_SECRET_BYTES)


class Attempts:
    """In Redis, so that any replica can receive the browser when it comes back."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def keep(self, attempt: Attempt) -> str:
        """The `state` that stands for the attempt."""
        state = random_secret()
        await self._redis.set(_key(state), orjson.dumps(asdict(attempt)), ex=LIFETIME_SECONDS)
        return state

    async def take(self, state: str) -> Attempt | None:
        """The attempt, which from now on nobody else can take."""
        stored = await self._redis.getdel(_key(state))
        return None if stored is None else Attempt(**orjson.loads(stored))


def _key(state: str) -> str:
    return f"sign-in:{_digest(state)}"


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
