"""The credential of a service: a short-lived JWT for one audience."""

import time
import uuid
from typing import ClassVar

import jwt
from cachetools import LRUCache
from pydantic import SecretStr
from service_kit.callers import SERVICE, Authenticator, Caller
from service_kit.components import Component

ALGORITHM = "HS256"
LIFETIME_SECONDS = 60
# Signed so often. Each is shown for less than half of its life, and remembered by whom it is for.
_SIGNED_SECONDS = 20
_REMEMBERED = 64
_REQUIRED_CLAIMS = ["iss", "aud", "exp", "iat"]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:service")


def issue_credential(*, caller: str, audience: str, secret: SecretStr) -> str:
    """A credential with which `caller` may call `audience`, and nobody else, for a minute."""
    now = int(time.time())
    claims = {"iss": caller, "aud": audience, "iat": now, "exp": now + LIFETIME_SECONDS}
    return jwt.encode(claims, secret.get_secret_value(), ALGORITHM)


class Credential:
    """Of one caller for one audience: signed when it is shown for the first time in a while."""

    def __init__(self, *, caller: str, audience: str, secret: SecretStr) -> None:
        self._caller = caller
        self._audience = audience
        self._secret = secret
        self._signed = ""
        self._until = 0.0

    def show(self) -> str:
        now = time.time()
        # Also when the clock was put back: it must not seem to come from the future.
        if not self._until - _SIGNED_SECONDS <= now < self._until:
            self._signed = issue_credential(
                caller=self._caller, audience=self._audience, secret=self._secret
            )
            self._until = now + _SIGNED_SECONDS
        return self._signed


class ServiceAuthenticator(Component, Authenticator):
    """Recognises the credentials that were made for this service."""

    name: ClassVar[str] = "service_credentials"

    def __init__(self, *, audience: str, secret: SecretStr) -> None:
        self._audience = audience
        self._secret = secret.get_secret_value()
        # Who showed it, and until when that counts, by the clock.
        self._known: LRUCache[str, tuple[Caller, int]] = LRUCache(_REMEMBERED)

    async def check(self) -> None:
        """Needs nothing but its secret."""

    async def authenticate(self, credential: str) -> Caller | None:
        known = self._known.get(credential)
        if known is not None and time.time() < known[1]:
            return known[0]
        return self._verified(credential)

    def _verified(self, credential: str) -> Caller | None:
        try:
            claims = jwt.decode(
                credential,
                self._secret,
                algorithms=[ALGORITHM],
                audience=self._audience,
                options={"require": _REQUIRED_CLAIMS},
            )
        except jwt.InvalidTokenError:
            return None
        issuer = str(claims["iss"])
        caller = Caller(kind=SERVICE, id=uuid.uuid5(_NAMESPACE, issuer), name=issuer)
        self._known[credential] = (caller, int(claims["exp"]))
        return caller
