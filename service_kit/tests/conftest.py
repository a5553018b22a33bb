"""The sample service on real PostgreSQL and Redis."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Base, Database
from service_kit.openapi import document
from service_kit.settings import DatabaseSettings, Environment, RedisSettings, SessionSettings
from service_kit.testing.infrastructure import EmptyTables
from service_kit.testing.plugin import SignIn, running, sign_in_to

from tests.sample import Settings, create_app


@pytest.fixture(scope="session")
def settings(postgres_url: str, redis_url: str) -> Settings:
    return Settings(
        app_env=Environment.TEST,
        database=DatabaseSettings(url=SecretStr(postgres_url)),
        redis=RedisSettings(url=SecretStr(redis_url)),
        sessions=SessionSettings(cache_seconds=0.2, per_caller=3),
    )


@pytest.fixture(scope="session")
async def running_app(settings: Settings) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    app = create_app(settings)
    database = components_of(app).get(Database)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with running(app) as client:
        yield app, client


@pytest.fixture
async def app(
    running_app: tuple[FastAPI, httpx.AsyncClient], empty_tables: EmptyTables
) -> AsyncIterator[FastAPI]:
    yield running_app[0]
    await empty_tables()


@pytest.fixture
def client(running_app: tuple[FastAPI, httpx.AsyncClient], app: FastAPI) -> httpx.AsyncClient:
    return running_app[1]


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    return sign_in_to(app)


@pytest.fixture
def openapi_file(app: FastAPI, tmp_path: Path) -> Path:
    file = tmp_path / "openapi.json"
    file.write_text(document(app))
    return file
