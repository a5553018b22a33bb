"""Each list that can be sorted, in each of its ways."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from service_kit.testing.sorting import Key, by_age, declared_sorts, in_words, require_sorted
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Attraction, Hotel, RobotHeartbeat, RobotState, Station
from tests.factories import create_engineer, create_robot, create_terminal, create_user

DECLARED = declared_sorts(Path(__file__).parents[1] / "openapi.json")
WORDS = ("Яна", "Ёлка", "boris", "Елена", "Жанна", "Boris", "елена")
NOW = dt.datetime.now(dt.UTC)
# Of each robot: when it signed in last, and when it reported last.
HOUR = dt.timedelta(hours=1)
SEEN = [(NOW, None), (None, None), (None, NOW), (NOW - HOUR, NOW - 2 * HOUR), (NOW, NOW - HOUR)]
BY_NAME: Mapping[str, Key] = {"name": lambda item: in_words(item["name"]), "created": by_age}
KEYS: Mapping[str, Mapping[str, Key]] = {
    "/admin/users": BY_NAME,
    "/admin/hotels": BY_NAME,
    "/admin/attractions": BY_NAME,
    "/admin/engineers": {"login": lambda item: in_words(item["login"]), "created": by_age},
    "/admin/stations": {
        "station_id": lambda item: in_words(item["station_id"]),
        "created": by_age,
    },
    "/admin/store_terminals": {
        "last_seen": lambda item: item["last_seen_at"] or "",
        "created": by_age,
    },
    "/admin/robots": {
        "model": lambda item: in_words(item["robot_model_name"]),
        "last_seen": lambda item: item["last_seen_at"] or "",
        "created": by_age,
    },
}


@pytest.fixture
async def headers(sign_in: SignIn) -> dict[str, str]:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def rows(session: AsyncSession) -> None:
    for word in WORDS:
        await create_user(session, name=word)
        await create_engineer(session, login=word)
        session.add(Station(station_id=word, names={}))
        for place in (Hotel, Attraction):
            session.add(place(name=word, description="", destination_id="kazan"))
    for word, (signed_in, reported) in zip(WORDS, SEEN, strict=False):
        await create_terminal(session, last_seen_at=signed_in)
        robot = await create_robot(session, robot_model_name=word, last_seen_at=signed_in)
        if reported is not None:
            report = RobotHeartbeat(
                robot_id=robot.id,
                state=RobotState.READY,
                software_version="1",
                facts={},
                reported_at=reported,
            )
            session.add(report)
    await session.commit()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("path", "sort"), DECLARED)
async def test_a_list_is_sorted(
    client: httpx.AsyncClient, headers: dict[str, str], path: str, sort: str
) -> None:
    await require_sorted(client, headers, path, sort, KEYS[path])


def test_each_declared_sort_is_meant() -> None:
    assert {(path, sort.lstrip("-")) for path, sort in DECLARED} == {
        (path, word) for path, keys in KEYS.items() for word in keys
    }
