from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from service_kit.components import components_of
from service_kit.redis_async import RedisConnection

from app.config import IdentitySettings
from app.sign_in.provider import IdentityProvider
from tests.sign_in.provider import LyingProvider

STAFF_ROLES = {"guard": ["SECURITY"], "depot": ["ROBOT_LOGIN", "STORE_LOGIN"], "chief": ["ADMIN"]}


@pytest.fixture
def provider(app: FastAPI) -> Iterator[LyingProvider]:
    lying = LyingProvider()
    former = components_of(app).get(IdentityProvider)
    asked = IdentityProvider(
        IdentitySettings(staff_roles=STAFF_ROLES),
        public_url="http://localhost:8080",
        wire=lying,
    )
    components_of(app).put(IdentityProvider, asked)
    yield lying
    components_of(app).put(IdentityProvider, former)


class Browser:
    """Keeps cookies and follows nothing by itself."""

    def __init__(self, app: FastAPI) -> None:
        self.nonce = ""
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost:8080"
        )

    async def begin(
        self, provider: LyingProvider, next_page: str = "/tickets", *, staff: bool = False
    ) -> str:
        """To the provider, which learns the nonce; the state with which it sends one back."""
        answer = await self.http.get("/auth/login", params={"next": next_page, "staff": staff})
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        provider.nonce = self.nonce = query["nonce"][0]
        return query["state"][0]

    async def come_back(self, state: str, **query: str) -> httpx.Response:
        return await self.http.get("/auth/callback", params={"state": state, "code": "c", **query})

    async def sign_in(self, provider: LyingProvider, *, staff: bool = False) -> httpx.Response:
        return await self.come_back(await self.begin(provider, staff=staff))

    async def me(self) -> dict[str, Any]:
        """Who the browser is here; without a `kind`, nobody."""
        answer: dict[str, Any] = (await self.http.get("/auth/me")).json()
        return answer

    @property
    def csrf(self) -> dict[str, str]:
        token = self.http.cookies["csrf_token"]
        return {"X-CSRF-Token": token, "Origin": "http://localhost:8080"}


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(app)


@pytest.fixture
def other_browser(app: FastAPI) -> Browser:
    return Browser(app)


@pytest.fixture
def redis(app: FastAPI) -> Redis:
    return components_of(app).get(RedisConnection).client
