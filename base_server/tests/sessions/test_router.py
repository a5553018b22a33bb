"""Sessions over HTTP."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.settings import SessionSettings
from service_kit.testing.plugin import SignIn

from tests.devices import Device

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


async def _status(client: httpx.AsyncClient, headers: Headers) -> int:
    return (await client.get("/auth/me", headers=headers)).status_code


async def _sessions_of(
    client: httpx.AsyncClient, headers: Headers, device_id: object
) -> httpx.Response:
    params = {"kind": "robot", "caller_id": str(device_id)}
    return await client.get("/admin/sessions", params=params, headers=headers)


class TestListSessions:
    async def test_whose_must_be_said(self, client: httpx.AsyncClient, headers: Headers) -> None:
        assert (await client.get("/admin/sessions", headers=headers)).status_code == 422

    async def test_nobody(self, client: httpx.AsyncClient, headers: Headers) -> None:
        assert (await _sessions_of(client, headers, uuid4())).json()["items"] == []

    async def test_a_device(
        self, client: httpx.AsyncClient, headers: Headers, device: Device
    ) -> None:
        token = await device.token()
        answer = await _sessions_of(client, headers, device.id)
        (session,) = answer.json()["items"]
        assert session["address"] == "127.0.0.1"
        assert session["created_at"] < session["expires_at"]
        assert token not in answer.text

    async def test_a_device_holds_so_many_and_no_more(
        self, client: httpx.AsyncClient, headers: Headers, device: Device
    ) -> None:
        most = SessionSettings().per_caller
        tokens = [await device.token() for _ in range(most + 2)]
        statuses = [await _status(client, bearer(token)) for token in tokens]
        assert statuses == [401, 401] + [200] * most
        assert len((await _sessions_of(client, headers, device.id)).json()["items"]) == most


class TestEndSession:
    async def test_unknown(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.delete(f"/admin/sessions/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "SESSION_NOT_FOUND")

    async def test_this_one_only(
        self, client: httpx.AsyncClient, headers: Headers, device: Device
    ) -> None:
        first, second = await device.token(), await device.token()
        newest = (await _sessions_of(client, headers, device.id)).json()["items"][0]
        await client.delete(f"/admin/sessions/{newest['id']}", headers=headers)
        assert await _status(client, bearer(second)) == 401
        assert await _status(client, bearer(first)) == 200
        (entry, *_) = (await client.get("/admin/audit", headers=headers)).json()["items"]
        assert (entry["action"], entry["subject_id"]) == ("sessions.ended", device.id)


class TestEndSessions:
    async def test_all_of_a_caller(
        self, client: httpx.AsyncClient, headers: Headers, device: Device
    ) -> None:
        tokens = await asyncio.gather(*(device.token() for _ in range(3)))
        params = {"kind": "robot", "caller_id": device.id}
        answer = await client.delete("/admin/sessions", params=params, headers=headers)
        assert answer.json() == {"ended": 3}
        assert {await _status(client, bearer(token)) for token in tokens} == {401}
        assert await _status(client, headers) == 200


def bearer(token: str) -> Headers:
    return {"Authorization": f"Bearer {token}"}
