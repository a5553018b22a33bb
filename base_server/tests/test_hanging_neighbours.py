"""A neighbour that hangs takes no database connection from whoever does not need it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from cryptography.hazmat.primitives.asymmetric import ed25519
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.outbox import OutboxEvent, OutboxRelay
from service_kit.settings import PeerSettings
from service_kit.testing.infrastructure import EmptyTables
from service_kit.testing.plugin import running, sign_in_to

from app.config import Settings
from app.main import create_app
from app.users.consent_texts import CURRENT_VERSION
from app.users.faces import FACE_RECONCILED
from tests.devices import pem
from tests.factories import (
    PASSWORD,
    bind_store,
    create_engineer,
    create_robot,
    create_ticket,
    create_user,
)
from tests.security import Headers, report
from tests.wire import silence

POOL_SIZE = 4
CALLS = 3 * POOL_SIZE
# Longer than the pool lets anybody wait for a connection. It is not waited for.
HANGS_SECONDS = 120
UNTIL_THEY_HANG_SECONDS = 0.4


@dataclass(frozen=True)
class Server:
    """base_server with few connections, and neighbours that never answer."""

    app: FastAPI
    client: httpx.AsyncClient
    robot: Headers
    engineer: Headers
    passengers: list[UUID]

    async def passenger(self, at: int) -> Headers:
        return await sign_in_to(self.app)("passenger", self.passengers[at])


@pytest.fixture(scope="module")
async def server(settings: Settings, empty_tables: EmptyTables) -> AsyncIterator[Server]:
    async with silence() as silent:
        peer = PeerSettings(url=silent, secret=SecretStr("x" * 32), timeout_seconds=HANGS_SECONDS)
        few = settings.database.model_copy(update={"pool_size": POOL_SIZE})
        app = create_app(
            settings.model_copy(update={"database": few, "face_api": peer, "store_api": peer})
        )
        async with running(app) as client:
            async with components_of(app).get(Database).session() as session:
                robot = await create_robot(session)
                await bind_store(session, uuid4())
                users = [await create_user(session) for _ in range(CALLS)]
                # Somebody with whom the faces of an incident can be compared.
                await create_ticket(session, users[0])
                for at in range(CALLS):
                    depot = Privilege.STORE_LOGIN
                    await create_engineer(session, login=f"depot-{at}", privileges=depot)
            yield Server(
                app,
                client,
                await sign_in_to(app)("robot", robot.id),
                await sign_in_to(app)("engineer", privileges=Privilege.ADMIN | Privilege.SECURITY),
                [user.id for user in users],
            )
    await empty_tables()


async def _robot_stores(server: Server, _: int) -> httpx.Response:
    return await server.client.get("/robot/stores", headers=server.robot)


async def _identify(server: Server, _: int) -> httpx.Response:
    body = {"face": "picture", "scope": "ALL"}
    return await server.client.post("/robot/user/identify", json=body, headers=server.robot)


async def _incident(server: Server, _: int) -> httpx.Response:
    return await report(server.client, server.robot, faces=["picture"])


async def _create_user(server: Server, at: int) -> httpx.Response:
    headers = server.engineer | {"Idempotency-Key": f"key-{at}"}
    body = {"name": "Vera", "face": "picture"}
    return await server.client.post("/admin/user", json=body, headers=headers)


async def _replace_face(server: Server, at: int) -> httpx.Response:
    path = f"/admin/user/{server.passengers[at]}/face"
    return await server.client.patch(path, json={"face": "picture"}, headers=server.engineer)


async def _give_face(server: Server, at: int) -> httpx.Response:
    body = {"face": "picture", "consent_version": CURRENT_VERSION}
    headers = await server.passenger(at)
    return await server.client.put("/users/me/face", json=body, headers=headers)


async def _withdraw_face(server: Server, at: int) -> httpx.Response:
    return await server.client.delete("/users/me/face", headers=await server.passenger(at))


async def _erase(server: Server, at: int) -> httpx.Response:
    return await server.client.delete("/users/me", headers=await server.passenger(at))


async def _reconcile(server: Server, _: int) -> None:
    """What the outbox looks after, minutes after a face was changed."""
    handle = components_of(server.app).get(OutboxRelay)._handlers[FACE_RECONCILED]
    await handle(OutboxEvent(payload={"user_id": str(uuid4())}))


async def _export(server: Server, at: int) -> httpx.Response:
    return await server.client.get("/users/me/export", headers=await server.passenger(at))


async def _look_for(server: Server, _: int) -> httpx.Response:
    body: dict[str, Any] = {
        "name": "Somebody",
        "reason": "wanted",
        "expires_at": "2026-12-31T00:00:00Z",
        "face": "picture",
    }
    path = "/monitoring/watch_list"
    return await server.client.post(path, json=body, headers=server.engineer)


async def _bind_store(server: Server, _: int) -> httpx.Response:
    body = {"train_number": "1", "train_date": "2026-12-01"}
    path = f"/admin/store/{uuid4()}/train"
    return await server.client.post(path, json=body, headers=server.engineer)


async def _register_terminal(server: Server, at: int) -> httpx.Response:
    body = {
        "login": f"depot-{at}",
        "password": PASSWORD,
        "public_key": pem(ed25519.Ed25519PrivateKey.generate()),
        "store_id": str(uuid4()),
    }
    return await server.client.post("/auth/store/register", json=body)


@pytest.mark.parametrize(
    "call",
    [
        _robot_stores,
        _identify,
        _incident,
        _create_user,
        _replace_face,
        _give_face,
        _withdraw_face,
        _erase,
        _reconcile,
        _export,
        _look_for,
        _bind_store,
        _register_terminal,
    ],
)
async def test_others_are_served_meanwhile(server: Server, call: Any) -> None:
    await _serve_others_beside(server, call)


async def test_passwords_that_wait_for_their_turn_keep_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def wait(*_: object) -> bool:
        await asyncio.sleep(HANGS_SECONDS)
        return False

    monkeypatch.setattr("app.engineers.service.is_password", wait)
    await _serve_others_beside(server, _log_in)


async def test_refused_cards_need_a_connection_each(server: Server) -> None:
    answers = await asyncio.gather(
        *(
            server.client.post("/robot/auth_card", json={"key": f"{at:032}"}, headers=server.robot)
            for at in range(POOL_SIZE + 1)
        )
    )
    assert {answer.json()["code"] for answer in answers} == {"UNKNOWN_CARD"}


async def _log_in(server: Server, at: int) -> httpx.Response:
    body = {"login": f"depot-{at}", "password": PASSWORD}
    return await server.client.post("/auth/engineer/login", json=body)


async def _serve_others_beside(server: Server, call: Any) -> None:
    calls = [asyncio.create_task(call(server, at)) for at in range(CALLS)]
    await asyncio.sleep(UNTIL_THEY_HANG_SECONDS)
    others = await asyncio.gather(
        *(server.client.get("/admin/hotels", headers=server.engineer) for _ in range(CALLS))
    )
    assert [one.result() for one in calls if one.done()] == []
    for one in calls:
        one.cancel()
    await asyncio.wait(calls)
    assert {answer.status_code for answer in others} == {200}
