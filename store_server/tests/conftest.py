"""store_server on real PostgreSQL and Redis; base_server is faked at its port."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import CallerKind, Privilege
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.database.migrations import upgrade
from service_kit.settings import DatabaseSettings, Environment, RedisSettings
from service_kit.testing.infrastructure import EmptyTables
from service_kit.testing.listening import served
from service_kit.testing.plugin import SignIn, running, sign_in_to

from app.config import LogoSettings, Settings, WebhookSettings
from app.main import create_app
from app.railway.service import Railway
from app.stores.schemas import StoreRead
from tests.factories import create_store
from tests.fakes import FakeBaseApi

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a session, and a client that carries it."""

    id: UUID
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class RunningService:
    app: FastAPI
    client: httpx.AsyncClient
    base_api: FakeBaseApi


@pytest.fixture(scope="session")
def settings(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    return Settings(
        app_env=Environment.TEST,
        # Races on a busy machine may keep somebody waiting for longer than a person would.
        database=DatabaseSettings(url=SecretStr(postgres_url), connect_timeout_seconds=20),
        redis=RedisSettings(url=SecretStr(redis_url)),
        logos=LogoSettings(folder=tmp_path_factory.mktemp("logos")),
        webhooks=WebhookSettings(
            allow_http=True, allowed_networks=[ip_network("127.0.0.0/8")], timeout_seconds=0.5
        ),
    )


@pytest.fixture(scope="session")
async def service(settings: Settings) -> AsyncIterator[RunningService]:
    with pytest.MonkeyPatch.context() as patch:
        # Alembic's environment reads the address where the server itself does.
        patch.setenv("STORE_DATABASE__URL", settings.database.url.get_secret_value())
        await upgrade(settings.database, ROOT / "app" / "alembic")
    app = create_app(settings)
    base_api = FakeBaseApi()
    components_of(app).put(Railway, Railway(base_api))
    async with running(app) as client:
        yield RunningService(app, client, base_api)


@pytest.fixture
async def app(service: RunningService, empty_tables: EmptyTables) -> AsyncIterator[FastAPI]:
    yield service.app
    await empty_tables()


@pytest.fixture
def client(service: RunningService, app: FastAPI) -> httpx.AsyncClient:
    return service.client


@pytest.fixture
def base_api(service: RunningService) -> Iterator[FakeBaseApi]:
    service.base_api.is_away = False
    yield service.base_api
    service.base_api.is_away = False


@pytest.fixture
def database(app: FastAPI) -> Database:
    return components_of(app).get(Database)


@pytest.fixture
def sign_in(app: FastAPI) -> SignIn:
    return sign_in_to(app)


@pytest.fixture
def openapi_file() -> Path:
    return ROOT / "openapi.json"


@pytest.fixture
async def admin(sign_in: SignIn) -> dict[str, str]:
    return await sign_in(CallerKind.ENGINEER, privileges=Privilege.ADMIN)


@pytest.fixture
async def store(database: Database) -> StoreRead:
    return await create_store(database)


@pytest.fixture
async def terminal(sign_in: SignIn, store: StoreRead) -> dict[str, str]:
    """A terminal of `store`."""
    return await sign_in(CallerKind.STORE, store_id=str(store.id))


@pytest.fixture
async def other_terminal(sign_in: SignIn, database: Database) -> dict[str, str]:
    """A terminal of another store."""
    other = await create_store(database)
    return await sign_in(CallerKind.STORE, store_id=str(other.id))


@pytest.fixture
async def passenger(sign_in: SignIn, base_api: FakeBaseApi, store: StoreRead) -> Actor:
    """A passenger on a run on which `store` sells."""
    user_id = uuid4()
    base_api.give_ticket(user_id, store.id)
    return Actor(user_id, await sign_in(CallerKind.PASSENGER, user_id))


@pytest.fixture
async def robot(sign_in: SignIn, base_api: FakeBaseApi, store: StoreRead) -> Actor:
    """A robot on a run on which `store` sells."""
    robot_id = uuid4()
    base_api.put_on_train(robot_id, store.id)
    return Actor(robot_id, await sign_in(CallerKind.ROBOT, robot_id))


@pytest.fixture
async def address(app: FastAPI) -> AsyncIterator[str]:
    """The started application behind a socket: httpx cannot stream from one in process."""
    async with served(app) as address:
        yield address
