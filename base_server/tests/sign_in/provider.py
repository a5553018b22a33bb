"""An identity provider that can be made to lie: no honest one sends what must be refused."""

import asyncio
import base64
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import rsa
from service_kit.http_client import Answer, LateWire, Question, Unanswered

from app.sign_in.logout_tokens import EVENT

ISSUER = "http://localhost:8080/keycloak"
KEY_ID = "first"


class LyingProvider(LateWire):
    """Answers as one whose user is `claims`, signed as `sign` says."""

    def __init__(self) -> None:
        super().__init__(ISSUER, seconds=1)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.key_id = KEY_ID
        self.claims: dict[str, Any] = {"sub": "subject-1", "name": "Анна Петрова"}
        self.algorithm = "RS256"
        self.signing_key: Any = self.key
        self.is_away = False
        self.issuer = ISSUER
        self.token: str | None = None
        self.nonce = ""
        # By the code that stands for it.
        self.tokens: dict[str, str] = {}
        self.forms: list[dict[str, list[str]]] = []
        self.asked: list[str] = []

    async def send(self, question: Question) -> Answer:
        path = urlsplit(question.url).path.removeprefix("/keycloak")
        self.asked.append(path)
        # What runs at the same time goes on, as it does while a network carries an answer.
        await asyncio.sleep(0.001)
        if self.is_away:
            raise Unanswered("nobody there")
        answers: dict[str, Callable[[], dict[str, Any]]] = {
            "/.well-known/openid-configuration": self._metadata,
            "/jwks": self._keys,
            "/token": lambda: self._token(question),
        }
        return Answer(200, orjson.dumps(answers[path]()))

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{ISSUER}/auth",
            "token_endpoint": f"{ISSUER}/token",
            "jwks_uri": f"{ISSUER}/jwks",
            "end_session_endpoint": f"{ISSUER}/session/end",
        }

    def _keys(self) -> dict[str, Any]:
        numbers = self.key.public_key().public_numbers()
        n, e = _encoded(numbers.n), _encoded(numbers.e)
        key = {"kty": "RSA", "n": n, "e": e, "kid": self.key_id, "use": "sig", "alg": "RS256"}
        return {"keys": [key]}

    def _token(self, question: Question) -> dict[str, Any]:
        form = parse_qs((question.body or b"").decode())
        self.forms.append(form)
        token = self.token or self.tokens.get(form["code"][0]) or self.make_token()
        return {"access_token": "unused", "id_token": token}

    def make_token(self, **changes: Any) -> str:
        """A good one, but for the `changes`; a claim that is None is left out."""
        return self._sign({"nonce": self.nonce, **self.claims, **changes})

    def make_logout(self, typ: str = "logout+jwt", **changes: Any) -> str:
        """A good logout token, in the same manner."""
        claims = {"sub": self.claims["sub"], "jti": secrets.token_hex(8), "events": {EVENT: {}}}
        return self._sign({**claims, **changes}, typ=typ)

    def _sign(self, claims: dict[str, Any], **headers: str) -> str:
        now = int(time.time())
        whole = {"iss": ISSUER, "aud": "base_server", "iat": now, "exp": now + 60, **claims}
        return jwt.encode(
            {name: value for name, value in whole.items() if value is not None},
            self.signing_key,
            algorithm=self.algorithm,
            headers={"kid": self.key_id, **headers},
        )

    def unsigned(self) -> str:
        """The claims of an ID token with `alg` none."""
        return without_signature(self.make_token())


def without_signature(token: str) -> str:
    """The same claims with `alg` none."""
    header = base64.urlsafe_b64encode(b'{"alg":"none","kid":"first"}').decode().rstrip("=")
    return f"{header}.{token.split('.')[1]}."


def _encoded(number: int) -> str:
    """As in RFC 7518, 6.3.1: base64url of the big-endian bytes."""
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
