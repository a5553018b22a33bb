"""The column "not the owner" of the table of callers: what is somebody else's is not there.

Generated: a new route for robots or passengers that names a thing in its path fails here until it
is said whose that thing is; one that lists things is asked by somebody who has none.
"""

import re
from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
from base_api import CallerKind, Privilege
from fastapi import FastAPI
from fastapi.routing import APIRoute
from service_kit.application import routes_of
from service_kit.callers import CallerGuard
from service_kit.components import components_of
from service_kit.routing import guards_of
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.tickets.codes import CodeVault
from tests.factories import bind_store, create_robot, create_ticket, create_user
from tests.fakes import FakeFaces, FakeStores
from tests.security import Headers, report

OWNERS = {CallerKind.ROBOT, CallerKind.PASSENGER}
# By the name in the path: whose it is, and of which thing of the other one.
OWNED = {"command_id": "command", "ticket_id": "ticket"}
# Things of the railway, which any robot or passenger may ask for. A robot helps any passenger, but
# sees the tickets of its own run only.
SHARED = {"destination_id", "user_id"}
RESULT = {"outcome": "DONE", "text": "done"}


@dataclass(frozen=True)
class Others:
    """Another robot on another run, and another passenger; everything that they have."""

    things: dict[str, UUID]

    @property
    def marks(self) -> list[str]:
        return [*map(str, self.things.values()), "OTHER-TRAIN", "Boris Other", "other-camera"]


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN | Privilege.SECURITY)


@pytest.fixture
async def others(
    app: FastAPI,
    client: httpx.AsyncClient,
    session: AsyncSession,
    sign_in: SignIn,
    admin: Headers,
    faces: FakeFaces,
    stores: FakeStores,
) -> Others:
    robot = await create_robot(session, train_number="OTHER-TRAIN")
    user = await create_user(session, name="Boris Other")
    ticket = await create_ticket(session, user, train_number="OTHER-TRAIN", code="other code")
    ticket.code_encrypted = components_of(app).get(CodeVault).seal(ticket.id, "other code")
    await session.commit()
    faces.enrolled[user.id] = "boris"
    body = {"kind": "SET_VOLUME", "payload": {"percent": 40}}
    command = await client.post(f"/admin/robot/{robot.id}/command", json=body, headers=admin)
    camera = {"camera_id": "other-camera", "name": "other-camera", "place": "other-camera"}
    path = f"/monitoring/robot/{robot.id}/camera"
    assert (await client.post(path, json=camera, headers=admin)).status_code == 201
    incident = await report(client, await sign_in("robot", robot.id), faces=["boris"])
    return Others(
        {
            "robot": robot.id,
            "user": user.id,
            "ticket": ticket.id,
            "command": UUID(command.json()["id"]),
            "incident": UUID(incident.json()["id"]),
        }
    )


@pytest.fixture
async def callers(session: AsyncSession, sign_in: SignIn) -> dict[str, Headers]:
    """A robot on a run of its own, and a passenger without tickets."""
    robot, user = await create_robot(session), await create_user(session)
    await bind_store(session, robot.id)
    return {
        CallerKind.ROBOT: await sign_in("robot", robot.id),
        CallerKind.PASSENGER: await sign_in("passenger", user.id),
    }


def _routes(app: FastAPI) -> list[tuple[str, APIRoute, CallerKind]]:
    """Of robots and of passengers, with their methods."""
    return [
        (method, route, CallerKind(kind))
        for route in routes_of(app)
        for guard in guards_of(route)
        if isinstance(guard, CallerGuard)
        for kind in OWNERS & set(guard.kinds or ())
        for method in route.methods or ()
    ]


def _names(route: APIRoute) -> set[str]:
    return set(re.findall(r"{(\w+)}", route.path))


def test_of_every_thing_in_a_path_it_is_known_whose_it_is(app: FastAPI) -> None:
    named = {name for _, route, _ in _routes(app) for name in _names(route)}
    assert named == OWNED.keys() | SHARED


async def test_what_is_named_is_not_there_for_others(
    app: FastAPI, client: httpx.AsyncClient, others: Others, callers: dict[str, Headers]
) -> None:
    asked = []
    for method, route, kind in _routes(app):
        for name in _names(route) & OWNED.keys():
            path = route.path.replace(f"{{{name}}}", str(others.things[OWNED[name]]))
            answer = await client.request(method, path, json=RESULT, headers=callers[kind])
            asked.append((answer.status_code, answer.json()["code"].endswith("_NOT_FOUND"), path))
    assert len(asked) >= len(OWNED)
    assert [one for one in asked if one[:2] != (404, True)] == []


async def test_what_is_listed_is_ones_own(
    app: FastAPI, client: httpx.AsyncClient, others: Others, callers: dict[str, Headers]
) -> None:
    told, asked = [], 0
    for method, route, kind in _routes(app):
        if method == "GET" and not _names(route):
            answer = await client.get(route.path, headers=callers[kind])
            asked += answer.status_code == 200
            told += [(route.path, mark) for mark in others.marks if mark in answer.text]
    assert asked > 5
    assert told == []


async def test_a_heartbeat_brings_ones_own_commands(
    client: httpx.AsyncClient, others: Others, callers: dict[str, Headers]
) -> None:
    body = {"state": "READY", "software_version": "1"}
    answer = await client.post("/robot/heartbeat", json=body, headers=callers[CallerKind.ROBOT])
    assert answer.json()["commands"] == []


async def test_a_passenger_of_another_run_has_no_tickets_here(
    client: httpx.AsyncClient, others: Others, callers: dict[str, Headers]
) -> None:
    path = f"/robot/user/{others.things['user']}"
    for one in (path, f"{path}/tickets"):
        answer = await client.get(one, headers=callers[CallerKind.ROBOT])
        assert (answer.status_code, answer.json()["tickets"]) == (200, [])
