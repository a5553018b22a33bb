"""The client against base_server's real application."""

import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from base_api import BaseApi
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Base, Database
from service_kit.database.migrations import upgrade
from service_kit.http_client import PeerError, PeerUnavailable
from service_kit.settings import DatabaseSettings, Environment, PeerSettings, RedisSettings
from service_kit.testing.listening import served
from service_kit.testing.plugin import running

import app as base_server
from app.config import Settings
from app.main import create_app
from app.models import Robot, Ticket, TrainStore, User

TODAY = dt.datetime.now(dt.UTC).date()


@pytest.fixture(scope="session")
async def running_server(
    postgres_url: str, redis_url: str, monkeypatch_session: pytest.MonkeyPatch
) -> AsyncIterator[FastAPI]:
    monkeypatch_session.setenv("BASE_DATABASE__URL", postgres_url)
    settings = Settings(
        app_env=Environment.TEST,
        database=DatabaseSettings(url=SecretStr(postgres_url)),
        redis=RedisSettings(url=SecretStr(redis_url)),
    )
    folder = Path(str(base_server.__file__)).parent / "alembic"
    await upgrade(settings.database, folder)
    server = create_app(settings)
    async with running(server):
        yield server


@pytest.fixture(scope="session")
async def address(running_server: FastAPI) -> AsyncIterator[str]:
    async with served(running_server) as address:
        yield address


@pytest.fixture
async def base_api(running_server: FastAPI, address: str) -> AsyncIterator[BaseApi]:
    settings: Settings = running_server.state.settings
    client = BaseApi(PeerSettings(url=address, secret=settings.internal.secret), caller="store")
    yield client
    await client.close()


async def _add(server: FastAPI, *rows: Base) -> None:
    async with components_of(server).get(Database).session() as session, session.begin():
        session.add_all(rows)


def _robot(**trip: object) -> Robot:
    return Robot(
        robot_model_id="R-1",
        robot_model_name="Kiosk",
        public_key="-",
        key_fingerprint=uuid4().hex,
        registered_by="test",
        **trip,
    )


async def test_the_trip_of_a_robot_with_its_stores(
    base_api: BaseApi, running_server: FastAPI
) -> None:
    robot, store_id = _robot(train_number="002A", train_date=TODAY, wagon_number=7), uuid4()
    binding = TrainStore(store_id=store_id, train_number="002A", train_date=TODAY)
    await _add(running_server, robot, binding)
    trip = await base_api.get_robot_trip(robot.id)
    assert trip is not None
    assert (trip.train_number, trip.train_date, trip.wagon_number) == ("002A", TODAY, 7)
    assert trip.store_ids == [store_id]


async def test_whether_there_is_a_user_beside_the_trip(
    base_api: BaseApi, running_server: FastAPI
) -> None:
    robot, user = _robot(train_number="002A", train_date=TODAY), User(name="Anna")
    await _add(running_server, robot, user)
    trips = [
        await base_api.get_robot_trip(robot.id, user_id=one) for one in (user.id, uuid4(), None)
    ]
    assert [trip.is_user for trip in trips if trip is not None] == [True, False, None]


async def test_a_robot_without_a_trip_has_none(base_api: BaseApi, running_server: FastAPI) -> None:
    robot = _robot()
    await _add(running_server, robot)
    assert await base_api.get_robot_trip(robot.id) is None


async def test_an_unknown_robot_has_no_trip(base_api: BaseApi) -> None:
    assert await base_api.get_robot_trip(uuid4()) is None


async def test_the_trips_of_a_user(base_api: BaseApi, running_server: FastAPI) -> None:
    user, store_id = User(name="Anna"), uuid4()
    binding = TrainStore(store_id=store_id, train_number="016A", train_date=TODAY)
    await _add(running_server, user, binding)
    ticket = Ticket(
        user_id=user.id,
        train_number="016A",
        wagon_number=4,
        place_number=17,
        station_id="moscow",
        destination_id="murmansk",
        date=dt.datetime.now(dt.UTC),
        start_date=TODAY,
        code_hash=uuid4().bytes,
    )
    await _add(running_server, ticket)
    trips = await base_api.list_user_trips(user.id)
    assert [trip.ticket_id for trip in trips] == [ticket.id]
    assert (trips[0].train_number, trips[0].train_date) == ("016A", TODAY)
    assert (trips[0].wagon_number, trips[0].place_number) == (4, 17)
    assert trips[0].store_ids == [store_id]
    assert await base_api.list_user_trips(uuid4()) == []


async def test_whether_a_user_exists(base_api: BaseApi, running_server: FastAPI) -> None:
    user = User(name="Anna")
    await _add(running_server, user)
    assert await base_api.is_user(user.id)
    assert not await base_api.is_user(uuid4())


async def test_a_wrong_secret_is_refused(address: str) -> None:
    secret = SecretStr("a secret that base_server does not know")
    stranger = BaseApi(PeerSettings(url=address, secret=secret), caller="store")
    with pytest.raises(PeerError) as refusal:
        await stranger.is_user(uuid4())
    await stranger.close()
    assert refusal.value.code == "UNAUTHENTICATED"


async def test_a_server_that_is_away_is_said_to_be_away() -> None:
    nowhere = PeerSettings(url="http://127.0.0.1:9", secret=SecretStr("x" * 32))
    client = BaseApi(nowhere, caller="store")
    with pytest.raises(PeerUnavailable):
        await client.is_user(uuid4())
    await client.close()
