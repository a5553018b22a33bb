"""What is asked of the identity provider, as it arrives there."""

import socket
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from fastapi import FastAPI, Request
from pydantic import SecretStr
from service_kit.testing.listening import served

from app.config import IdentitySettings
from app.sign_in.errors import IdentityNotProven, IdentityProviderUnavailable
from app.sign_in.provider import IdentityProvider

ISSUER = "https://id.example/realm"
SETTINGS = IdentitySettings(issuer=ISSUER, client_secret=SecretStr("ключ:1"))


class Asked:
    """A provider whose tokens are `answer`."""

    def __init__(self) -> None:
        self.requests: list[tuple[str | None, dict[str, list[str]]]] = []
        self.answer: dict[str, str] = {"id_token": "token"}
        self.app = FastAPI()
        self.app.add_api_route("/.well-known/openid-configuration", self._metadata)
        self.app.add_api_route("/token", self._token, methods=["POST"])

    async def _metadata(self) -> dict[str, str]:
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        return {"issuer": ISSUER, **{name: f"{ISSUER}/{name.partition('_')[0]}" for name in names}}

    async def _token(self, request: Request) -> dict[str, str]:
        form = parse_qs((await request.body()).decode())
        self.requests.append((request.headers.get("authorization"), form))
        return self.answer


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
async def provider(asked: Asked) -> AsyncIterator[IdentityProvider]:
    async with served(asked.app) as address:
        settings = SETTINGS.model_copy(update={"internal_url": address})
        provider = IdentityProvider(settings, public_url="https://railway.example")
        yield provider
        await provider.close()


async def test_a_code_is_exchanged_by_whom_it_was_given_to(
    asked: Asked, provider: IdentityProvider
) -> None:
    assert await provider.exchange("код&1", verifier="v") == "token"
    assert asked.requests == [
        (
            "Basic YmFzZV9zZXJ2ZXI60LrQu9GO0Yc6MQ==",
            {
                "grant_type": ["authorization_code"],
                "code": ["код&1"],
                "redirect_uri": ["https://railway.example/base_api/auth/callback"],
                "code_verifier": ["v"],
            },
        )
    ]


async def test_an_answer_without_a_token_proves_nothing(
    asked: Asked, provider: IdentityProvider
) -> None:
    asked.answer = {"error": "invalid_grant"}
    with pytest.raises(IdentityNotProven):
        await provider.exchange("code", verifier="v")


async def test_nobody_there() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = SETTINGS.model_copy(update={"internal_url": address})
        provider = IdentityProvider(settings, public_url="https://railway.example")
        with pytest.raises(ConnectionRefusedError):
            await provider.check()
        with pytest.raises(IdentityProviderUnavailable):
            await provider.exchange("code", verifier="v")
        await provider.close()
