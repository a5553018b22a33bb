"""The OpenID provider: where it is, what it has signed, and what that proves.

Two requests of ours go there, for its metadata and for an ID token in exchange for a code; what is
signed is checked by PyJWT. Access tokens are not used: all that is wanted is who somebody is.
"""

import base64
import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from urllib.parse import urlencode

import jwt
import structlog
from base_api import Privilege
from fastapi import Depends
from service_kit.components import Component, provide
from service_kit.http_client import Answer, LateWire, Question, Unanswered

from app.config import IdentitySettings
from app.sign_in.errors import IdentityNotProven, IdentityProviderUnavailable, LogoutNotProven
from app.sign_in.keys import ProviderKeys
from app.sign_in.logout_tokens import LEEWAY_SECONDS, MAXIMUM_SUBJECT, ProviderLogout, logout_of
from app.sign_in.metadata import Metadata

CALLBACK_PATH = "/base_api/auth/callback"
# Asymmetric ones only: `none`, or a public key taken for the secret of an HMAC, prove nothing.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
_METADATA_SECONDS = 3600
_SECONDS = 5.0

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom the provider knows. `name` and `login` are what it calls them, if it tells;
    `privileges` is what their roles there are worth here."""

    subject: str
    name: str | None
    login: str | None
    privileges: int


class IdentityProvider(Component):
    """Asked when somebody signs in, and never for those who are signed in."""

    name: ClassVar[str] = "identity"
    required: ClassVar[bool] = False

    def __init__(
        self,
        settings: IdentitySettings,
        *,
        public_url: str,
        wire: LateWire | None = None,
    ) -> None:
        self._settings = settings
        self._public_url = public_url
        self._wire = wire or LateWire(self._inside, seconds=_SECONDS, connect_seconds=_SECONDS)
        self._metadata: Metadata | None = None
        self._metadata_until = 0.0
        self._keys = ProviderKeys(self._read_keys)

    async def close(self) -> None:
        await self._wire.close()

    async def check(self) -> None:
        if await self._wire.has_met():
            await self._read_metadata()

    def require_issuer(self, issuer: str | None) -> None:
        """Raises `IdentityNotProven` for the answer of another provider (RFC 9207)."""
        if issuer is not None and issuer != self._settings.issuer:
            raise IdentityNotProven

    async def authorization_url(
        self, *, state: str, nonce: str, verifier: str, language: str | None
    ) -> str:
        """Where the browser goes to sign in; `language` is that of the pages there."""
        metadata = await self._known_metadata()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": self._public_url + CALLBACK_PATH,
            "scope": "openid profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        if language is not None:
            query["ui_locales"] = language
        return f"{metadata.authorization_endpoint}?{urlencode(query)}"

    async def logout_url(self, id_token: str) -> str | None:
        """Where the browser goes to sign out there, too; None when the provider has no such."""
        metadata = await self._known_metadata()
        if metadata.end_session_endpoint is None:
            return None
        query = {
            "id_token_hint": id_token,
            "client_id": self._settings.client_id,
            "post_logout_redirect_uri": f"{self._public_url}/",
        }
        return f"{metadata.end_session_endpoint}?{urlencode(query)}"

    async def exchange(self, code: str, *, verifier: str) -> str:
        """The ID token for a code, which works once."""
        metadata = await self._known_metadata()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._public_url + CALLBACK_PATH,
            "code_verifier": verifier,
        }
        answer = await self._send(
            Question(
                "POST",
                metadata.token_endpoint,
                {"Authorization": self._basic, "Content-Type": "application/x-www-form-urlencoded"},
                body=urlencode(form).encode(),
            )
        )
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise IdentityProviderUnavailable
        token = _json(answer).get("id_token")
        if not answer.is_success or not isinstance(token, str):
            _log.warning("identity.code_refused", status=answer.status)
            raise IdentityNotProven
        return token

    async def prove(self, id_token: str, *, nonce: str) -> Identity:
        """Whom the token proves (OpenID Connect Core 1.0, 3.1.3.7), or `IdentityNotProven`."""
        try:
            claims = await self._verified(id_token, "sub", "nonce")
        except jwt.PyJWTError as error:
            _log.warning("identity.token_refused", error=type(error).__name__)
            raise IdentityNotProven from error
        # For us alone, and for this very sign-in.
        if claims.get("azp", self._settings.client_id) != self._settings.client_id:
            raise IdentityNotProven
        if claims["nonce"] != nonce or not 0 < len(claims["sub"]) <= MAXIMUM_SUBJECT:
            raise IdentityNotProven
        login = _text(claims, "preferred_username")
        name = _text(claims, "name") or login
        return Identity(claims["sub"], name, login, self._privileges_of(claims))

    async def prove_logout(self, logout_token: str) -> ProviderLogout:
        """Who was signed out there, or `LogoutNotProven` (Back-Channel Logout 1.0, 2.6)."""
        try:
            claims = await self._verified(logout_token, "jti", "events")
            logout = logout_of(jwt.get_unverified_header(logout_token), claims)
        except jwt.PyJWTError as error:
            _log.warning("identity.logout_refused", error=type(error).__name__)
            raise LogoutNotProven from error
        return logout

    @property
    def knows_staff(self) -> bool:
        """Do roles there mean anything here?"""
        return bool(self._settings.staff_roles)

    def _privileges_of(self, claims: Mapping[str, Any]) -> int:
        roles = claims.get(self._settings.roles_claim)
        mask = 0
        for role in roles if isinstance(roles, list) else []:
            for privilege in self._settings.staff_roles.get(str(role), []):
                mask |= Privilege[privilege]
        return mask

    async def _verified(self, token: str, *required: str) -> dict[str, Any]:
        """The claims of a token that the provider has signed for this platform."""
        key = await self._keys.require(jwt.get_unverified_header(token).get("kid"))
        return jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=self._settings.client_id,
            issuer=self._settings.issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "aud", "exp", "iat", *required]},
        )

    async def _read_keys(self) -> dict[str, Any]:
        metadata = await self._known_metadata()
        return await self._get(metadata.jwks_uri)

    async def _known_metadata(self) -> Metadata:
        if self._metadata is not None and time.monotonic() < self._metadata_until:
            return self._metadata
        return await self._read_metadata()

    async def _read_metadata(self) -> Metadata:
        document = await self._get(f"{self._inside}/.well-known/openid-configuration")
        if document.get("issuer") != self._settings.issuer:
            _log.error("identity.other_issuer", issuer=str(document.get("issuer")))
            raise IdentityProviderUnavailable
        try:
            self._metadata = Metadata.located(document, self._settings.issuer, self._inside)
        except KeyError as error:
            raise IdentityProviderUnavailable from error
        self._metadata_until = time.monotonic() + _METADATA_SECONDS
        return self._metadata

    @property
    def _basic(self) -> str:
        """This server's own credentials there."""
        secret = self._settings.client_secret.get_secret_value()
        credentials = f"{self._settings.client_id}:{secret}".encode()
        return f"Basic {base64.b64encode(credentials).decode()}"

    @property
    def _inside(self) -> str:
        return self._settings.internal_url or self._settings.issuer

    async def _get(self, url: str) -> dict[str, Any]:
        answer = await self._send(Question("GET", url, {}))
        if not answer.is_success:
            raise IdentityProviderUnavailable
        return _json(answer)

    async def _send(self, question: Question) -> Answer:
        try:
            return await self._wire.send(question)
        except Unanswered as error:
            raise IdentityProviderUnavailable from error


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    found = claims.get(name)
    return found if isinstance(found, str) and found else None


def _json(answer: Answer) -> dict[str, Any]:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


IdentityProviderDep = Annotated[IdentityProvider, Depends(provide(IdentityProvider))]
