"""The client against store_server's real application."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.database.migrations import upgrade
from service_kit.http_client import PeerError, PeerUnavailable
from service_kit.settings import DatabaseSettings, Environment, PeerSettings, RedisSettings
from service_kit.testing.listening import served
from service_kit.testing.plugin import running
from sqlalchemy import func
from store_api import StoreApi, StoreSummary, UserPurchase
from store_api.client import PURCHASES_PER_ANSWER

import app as store_server
from app.config import Settings
from app.main import create_app
from app.models import Purchase, Store, StoreType


@pytest.fixture(scope="session")
async def running_server(
    postgres_url: str, redis_url: str, monkeypatch_session: pytest.MonkeyPatch
) -> AsyncIterator[FastAPI]:
    monkeypatch_session.setenv("STORE_DATABASE__URL", postgres_url)
    settings = Settings(
        app_env=Environment.TEST,
        database=DatabaseSettings(url=SecretStr(postgres_url)),
        redis=RedisSettings(url=SecretStr(redis_url)),
    )
    folder = Path(str(store_server.__file__)).parent / "alembic"
    await upgrade(settings.database, folder)
    server = create_app(settings)
    async with running(server):
        yield server


@pytest.fixture(scope="session")
async def address(running_server: FastAPI) -> AsyncIterator[str]:
    async with served(running_server) as address:
        yield address


@pytest.fixture
async def store_api(running_server: FastAPI, address: str) -> AsyncIterator[StoreApi]:
    settings: Settings = running_server.state.settings
    client = StoreApi(PeerSettings(url=address, secret=settings.internal.secret), caller="base")
    yield client
    await client.close()


async def _add_store(server: FastAPI, *, name: str = "Buffet", is_archived: bool = False) -> Store:
    store = Store(
        name=name,
        description="Tea and pies",
        store_type=StoreType.RESTAURANT,
        preparation_minutes=15,
    )
    if is_archived:
        store.archived_at = func.now()
    async with components_of(server).get(Database).session() as session, session.begin():
        session.add(store)
    return store


async def test_open_stores_are_listed_as_they_are(
    store_api: StoreApi, running_server: FastAPI
) -> None:
    store = await _add_store(running_server)
    assert await store_api.list_stores([store.id]) == [
        StoreSummary(
            id=store.id,
            name="Buffet",
            description="Tea and pies",
            logo_url=None,
            store_type="RESTAURANT",
        )
    ]


async def test_unknown_and_archived_stores_are_left_out(
    store_api: StoreApi, running_server: FastAPI
) -> None:
    first, second = [await _add_store(running_server) for _ in range(2)]
    archived = await _add_store(running_server, is_archived=True)
    found = await store_api.list_stores([first.id, archived.id, uuid4(), second.id])
    assert [store.id for store in found] == [first.id, second.id]


async def test_more_stores_than_one_question_takes_are_listed(
    store_api: StoreApi, running_server: FastAPI
) -> None:
    store = await _add_store(running_server)
    found = await store_api.list_stores([*(uuid4() for _ in range(250)), store.id])
    assert [one.id for one in found] == [store.id]


async def test_no_ids_need_no_question() -> None:
    nowhere = PeerSettings(url="http://127.0.0.1:9", secret=SecretStr("x" * 32))
    assert await StoreApi(nowhere, caller="base").list_stores([]) == []


async def test_whether_a_store_is_open(store_api: StoreApi, running_server: FastAPI) -> None:
    store = await _add_store(running_server)
    archived = await _add_store(running_server, is_archived=True)
    assert await store_api.is_store(store.id)
    assert not await store_api.is_store(archived.id)
    assert not await store_api.is_store(uuid4())


async def test_purchases_of_a_user_are_listed_however_many(
    store_api: StoreApi, running_server: FastAPI
) -> None:
    store, user_id = await _add_store(running_server), uuid4()
    async with components_of(running_server).get(Database).session() as session, session.begin():
        for buyer in [user_id] * (PURCHASES_PER_ANSWER + 1) + [uuid4()]:
            session.add(Purchase(store_id=store.id, user_id=buyer, total_penny=5, seller="test"))
    found = await store_api.list_purchases_of(user_id)
    assert len({purchase.id for purchase in found}) == PURCHASES_PER_ANSWER + 1
    assert found[0] == UserPurchase(
        id=found[0].id,
        store_id=store.id,
        items=[],
        date=found[0].date,
        total_penny=5,
        refunded_penny=0,
    )


async def test_a_wrong_secret_is_refused(address: str) -> None:
    secret = SecretStr("a secret that store_server does not know")
    stranger = StoreApi(PeerSettings(url=address, secret=secret), caller="base")
    with pytest.raises(PeerError) as refusal:
        await stranger.is_store(uuid4())
    await stranger.close()
    assert refusal.value.code == "UNAUTHENTICATED"


async def test_a_server_that_is_away_is_said_to_be_away() -> None:
    nowhere = PeerSettings(url="http://127.0.0.1:9", secret=SecretStr("x" * 32))
    client = StoreApi(nowhere, caller="base")
    with pytest.raises(PeerUnavailable):
        await client.is_store(uuid4())
    await client.close()
