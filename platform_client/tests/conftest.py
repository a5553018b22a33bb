"""The client against base_server's real application on real PostgreSQL and Redis."""

from collections.abc import AsyncIterator, Collection
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from platform_client import Credentials, Engineer, Platform
from platform_client.models.railway import Privilege
from pydantic import SecretStr
from service_kit.components import Component, components_of
from service_kit.settings import DatabaseSettings, Environment, RedisSettings
from service_kit.testing.plugin import running
from starlette.applications import Starlette
from starlette.routing import Mount
from store_api import StoreApi, StoreSummary

from app.config import Settings
from app.main import create_app
from app.prepare import prepare

ADMIN = Credentials(login="admin", password="provodnik-admin")


class OpenStores(Component):
    """Every store exists. The real ones are asked in the end-to-end tests."""

    name = "store"

    async def check(self) -> None:
        return

    async def list_stores(self, ids: Collection[UUID]) -> list[StoreSummary]:
        return [
            StoreSummary(id=one, name="Shop", description="", logo_url=None, store_type="SHOP")
            for one in ids
        ]

    async def is_store(self, store_id: UUID) -> bool:
        return True


@pytest.fixture(scope="session")
async def base_server(
    postgres_url: str, redis_url: str, monkeypatch_session: pytest.MonkeyPatch
) -> AsyncIterator[FastAPI]:
    monkeypatch_session.setenv("BASE_DATABASE__URL", postgres_url)
    settings = Settings(
        app_env=Environment.TEST,
        database=DatabaseSettings(url=SecretStr(postgres_url)),
        redis=RedisSettings(url=SecretStr(redis_url)),
    )
    await prepare(settings)
    app = create_app(settings)
    async with running(app):
        components_of(app).put(StoreApi, OpenStores())
        yield app


@pytest.fixture(scope="session")
def gateway(base_server: FastAPI) -> httpx.ASGITransport:
    """base_server behind its prefix, as the real gateway shows it."""
    return httpx.ASGITransport(Starlette(routes=[Mount("/base_api", base_server)]))


@pytest.fixture(scope="session")
async def platform(gateway: httpx.ASGITransport) -> AsyncIterator[Platform]:
    async with Platform("http://gateway", transport=gateway) as platform:
        yield platform


@pytest.fixture(scope="session")
async def admin(platform: Platform) -> Engineer:
    return await Engineer.log_in(platform, ADMIN.login, ADMIN.password)


@pytest.fixture(scope="session")
async def depot(admin: Engineer) -> Credentials:
    credentials = Credentials(login="depot", password="provodnik-depot")
    engineer_id = await admin.create_engineer(credentials.login, credentials.password)
    await admin.set_privileges(engineer_id, [Privilege.ROBOT_LOGIN, Privilege.STORE_LOGIN])
    return credentials
