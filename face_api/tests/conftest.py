"""The client against face_server's real application, in this process."""

from collections.abc import AsyncIterator
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from face_api import FaceApi
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.settings import PeerSettings, RedisSettings
from service_kit.testing.infrastructure import claim_redis, require_address
from service_kit.testing.listening import served
from service_kit.testing.plugin import running

from app.chroma import ChromaSettings
from app.config import Settings
from app.main import create_app


@pytest.fixture(scope="session")
async def chroma() -> AsyncIterator[ChromaSettings]:
    """An empty database of the test server, dropped afterwards."""
    server = urlsplit(require_address("PROVODNIK_TEST_CHROMA"))
    settings = ChromaSettings(
        host=server.hostname or "", port=server.port or 0, database=f"test-{uuid4().hex[:12]}"
    )
    databases = f"/api/v2/tenants/{settings.tenant}/databases"
    async with httpx.AsyncClient(base_url=server.geturl(), timeout=30) as client:
        created = await client.post(databases, json={"name": settings.database})
        created.raise_for_status()
        yield settings
        await client.delete(f"{databases}/{settings.database}")


@pytest.fixture(scope="session")
async def face_server(chroma: ChromaSettings) -> AsyncIterator[FastAPI]:
    redis = RedisSettings(url=SecretStr(await claim_redis()))
    app = create_app(Settings(chroma=chroma, redis=redis, workers=1))
    async with running(app):
        yield app


@pytest.fixture(scope="session")
async def address(face_server: FastAPI) -> AsyncIterator[str]:
    async with served(face_server) as address:
        yield address


@pytest.fixture
async def faces(face_server: FastAPI, address: str) -> AsyncIterator[FaceApi]:
    own: Settings = face_server.state.settings
    client = FaceApi(PeerSettings(url=address, secret=own.internal.secret), caller="base")
    yield client
    await client.close()
