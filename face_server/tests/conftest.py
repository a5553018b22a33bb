"""A Chroma database and a server of one's own for each test run."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.http_client.credentials import issue_credential
from service_kit.settings import RedisSettings
from service_kit.testing.infrastructure import claim_redis, require_address
from service_kit.testing.plugin import running

from app.chroma import ChromaSettings
from app.config import Settings
from app.main import create_app
from app.workers.pool import WorkerPool
from tests.remembering import remember_pictures


def chroma_address() -> SplitResult:
    return urlsplit(require_address("PROVODNIK_TEST_CHROMA"))


@pytest.fixture(scope="session")
async def chroma_settings() -> AsyncIterator[ChromaSettings]:
    """An empty database of the test server, dropped afterwards."""
    server = chroma_address()
    settings = ChromaSettings(
        host=server.hostname or "",
        port=server.port or 0,
        database=f"test-{uuid4().hex[:12]}",
        # A race on a busy machine may take longer than a passenger would wait.
        timeout_seconds=30,
    )
    databases = f"/api/v2/tenants/{settings.tenant}/databases"
    async with httpx.AsyncClient(base_url=server.geturl(), timeout=30) as chroma:
        created = await chroma.post(databases, json={"name": settings.database})
        created.raise_for_status()
        yield settings
        await chroma.delete(f"{databases}/{settings.database}")


@pytest.fixture(scope="session")
async def redis_settings() -> RedisSettings:
    """An empty Redis database."""
    return RedisSettings(url=SecretStr(await claim_redis()))


@pytest.fixture(scope="session")
def settings(chroma_settings: ChromaSettings, redis_settings: RedisSettings) -> Settings:
    return Settings(chroma=chroma_settings, redis=redis_settings, workers=1)


@pytest.fixture(scope="session")
def patch() -> Iterator[pytest.MonkeyPatch]:
    """For the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session")
async def app(settings: Settings, patch: pytest.MonkeyPatch) -> FastAPI:
    app = create_app(settings)
    remember_pictures(components_of(app).get(WorkerPool), patch)
    return app


@pytest.fixture(scope="session")
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with running(app) as client:
        yield client


@pytest.fixture
def client(anonymous: httpx.AsyncClient) -> httpx.AsyncClient:
    """As the conformance tests of the kit call it."""
    return anonymous


@pytest.fixture
async def service(app: FastAPI, anonymous: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """A client with the credential of another service."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app, raise_app_exceptions=False),
        base_url=anonymous.base_url,
        headers=credential_headers(app.state.settings.internal.secret),
        timeout=30,
    ) as client:
        yield client


def credential_headers(
    secret: SecretStr, *, audience: str = "face", caller: str = "base"
) -> dict[str, str]:
    credential = issue_credential(caller=caller, audience=audience, secret=secret)
    return {"Authorization": f"Bearer {credential}"}


@pytest.fixture
def openapi_file() -> Path:
    return Path(__file__).parents[1] / "openapi.json"
