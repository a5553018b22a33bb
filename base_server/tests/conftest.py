"""base_server on real PostgreSQL and Redis, with its neighbours faked at their ports."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from face_api import FaceApi
from fastapi import FastAPI
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.database.migrations import upgrade
from service_kit.outbox import OutboxRelay
from service_kit.redis_async import RedisConnection
from service_kit.settings import DatabaseSettings, Environment, RedisSettings, SessionSettings
from service_kit.testing.infrastructure import EmptyTables
from service_kit.testing.plugin import SignIn, running, sign_in_to
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreApi

from app.config import Settings
from app.engineers import passwords
from app.main import create_app
from app.models import Robot
from app.passengers.erasure import USER_ERASED, finish_erasure
from app.users.faces import FACE_RECONCILED, reconcile_face
from app.users.turns import FaceTurns
from tests.factories import create_robot
from tests.fakes import FakeFaces, FakeStores

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def real_hasher(monkeypatch_session: pytest.MonkeyPatch) -> PasswordHash:
    """Hashes of passwords cost a tenth of a second each on purpose, which tests do without."""
    real = passwords._hasher
    quick = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch_session.setattr(passwords, "_hasher", PasswordHash((quick,)))
    return real


@pytest.fixture(scope="session")
async def settings(
    postgres_url: str, redis_url: str, monkeypatch_session: pytest.MonkeyPatch
) -> Settings:
    # Alembic's env.py reads its own settings, as it does in production.
    monkeypatch_session.setenv("BASE_DATABASE__URL", postgres_url)
    settings = Settings(
        app_env=Environment.TEST,
        # Races on a busy machine may keep somebody waiting for longer than a person would.
        database=DatabaseSettings(
            url=SecretStr(postgres_url),
            pool_size=20,
            connect_timeout_seconds=20,
            quick_timeout_seconds=20,
        ),
        redis=RedisSettings(url=SecretStr(redis_url)),
        sessions=SessionSettings(cache_seconds=0.1),
    )
    await upgrade(settings.database, ROOT / "app" / "alembic")
    return settings


@pytest.fixture(scope="session")
async def running_app(settings: Settings) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    app = create_app(settings)
    async with running(app) as client:
        yield app, client


@pytest.fixture
async def app(
    running_app: tuple[FastAPI, httpx.AsyncClient], empty_tables: EmptyTables
) -> AsyncIterator[FastAPI]:
    app = running_app[0]
    components_of(app).put(FaceApi, FakeFaces())
    components_of(app).put(StoreApi, FakeStores())
    yield app
    await empty_tables()
    # Sessions, challenges, and what an address has guessed wrongly: all tests share one.
    await components_of(app).get(RedisConnection).client.flushdb()


@pytest.fixture
def client(running_app: tuple[FastAPI, httpx.AsyncClient], app: FastAPI) -> httpx.AsyncClient:
    return running_app[1]


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    return sign_in_to(app)


@pytest.fixture
async def robot(session: AsyncSession) -> Robot:
    """In wagon 7 of today's run."""
    return await create_robot(session, wagon_number=7)


@pytest.fixture
async def headers(robot: Robot, sign_in: SignIn) -> dict[str, str]:
    """The robot's. Where somebody else asks, a module has `headers` of its own."""
    return await sign_in("robot", robot.id)


@pytest.fixture
def faces(app: FastAPI) -> FakeFaces:
    faces = components_of(app).get(FaceApi)
    assert isinstance(faces, FakeFaces)
    return faces


@pytest.fixture
def relayed(app: FastAPI, faces: FakeFaces, monkeypatch: pytest.MonkeyPatch) -> FakeFaces:
    """The fake faces, asked by the outbox, too, which does not pause for long after a failure."""
    monkeypatch.setattr("service_kit.outbox.relay.LONGEST_PAUSE_SECONDS", 0.2)
    database, relay = components_of(app).get(Database), components_of(app).get(OutboxRelay)
    turns = components_of(app).get(FaceTurns)
    for topic, handler in (
        (FACE_RECONCILED, reconcile_face(database, faces, turns)),  # type: ignore[arg-type]
        (USER_ERASED, finish_erasure(database, faces)),  # type: ignore[arg-type]
    ):
        monkeypatch.setitem(relay._handlers, topic, handler)
    return faces


@pytest.fixture
def stores(app: FastAPI) -> FakeStores:
    stores = components_of(app).get(StoreApi)
    assert isinstance(stores, FakeStores)
    return stores


@pytest.fixture
async def session(app: FastAPI) -> AsyncIterator[AsyncSession]:
    """For what a test arranges; commit before asking the application."""
    async with components_of(app).get(Database).session() as session:
        yield session


@pytest.fixture
def database(app: FastAPI) -> Database:
    return components_of(app).get(Database)


@pytest.fixture
def openapi_file() -> Path:
    return ROOT / "openapi.json"
