"""The credential of a service: a short-lived JWT for one audience."""

import time
import uuid
from typing import ClassVar

import jwt
from pydantic import SecretStr
from service_kit.callers import SERVICE, Authenticator, Caller
from service_kit.components import Component

ALGORITHM = "HS256"
LIFETIME_SECONDS = 60
_REQUIRED_CLAIMS = ["iss", "aud", "exp", "iat"]
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:service")


def issue_credential(*, caller: str, audience: str, secret: SecretStr) -> str:
    """A credential with which `caller` may call `audience`, and nobody else, for a minute."""
    now = int(time.time())
    claims = {"iss": caller, "aud": audience, "iat": now, "exp": now + LIFETIME_SECONDS}
    return jwt.encode(claims, secret.get_secret_value(), ALGORITHM)


class ServiceAuthenticator(Component, Authenticator):
    """Recognises the credentials that were made for this service."""

    name: ClassVar[str] = "service_credentials"

    def __init__(self, *, audience: str, secret: SecretStr) -> None:
        self._audience = audience
        self._secret = secret.get_secret_value()

    async def check(self) -> None:
        """Needs nothing but its secret."""

    async def authenticate(self, credential: str) -> Caller | None:
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
        return Caller(kind=SERVICE, id=uuid.uuid5(_NAMESPACE, issuer), name=issuer)
