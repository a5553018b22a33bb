"""Engineers sign in with login and password."""

import asyncio
from contextlib import suppress

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from service_kit.redis_async import guessing
from service_kit.redis_async.sessions import SessionStore
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth.service import sign_in_engineer
from app.engineers import passwords
from app.models import Engineer
from tests.factories import PASSWORD, create_engineer
from tests.waiting import eventually


async def _login(client: httpx.AsyncClient, login: str, password: str) -> httpx.Response:
    body = {"login": login, "password": password}
    return await client.post("/auth/engineer/login", json=body)


async def _login_from(app: FastAPI, address: str, login: str, password: str) -> httpx.Response:
    transport = httpx.ASGITransport(app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        return await _login(client, login, password)


async def _is_over(client: httpx.AsyncClient, headers: dict[str, str]) -> bool:
    return (await client.get("/auth/me", headers=headers)).status_code == 401


class TestLogin:
    async def test_wrong_password(self, client: httpx.AsyncClient, engineer: Engineer) -> None:
        answer = await _login(client, engineer.login, "wrong")
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_CREDENTIALS")

    async def test_no_password_reaches_the_answer(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        answer = await _login(client, engineer.login, "x" * 201)
        assert answer.status_code == 422
        assert "xxx" not in answer.text

    async def test_session_of_somebody_who_loses_privileges_meanwhile(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        sign_in: SignIn,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """It may not carry what was there when the engineer was read."""
        engineer = await create_engineer(session, privileges=Privilege.SECURITY)
        admin = await sign_in("engineer", privileges=Privilege.ADMIN)
        former = await sign_in("engineer", engineer.id)
        reached, go_on = asyncio.Event(), asyncio.Event()

        async def sign_in_slowly(sessions: SessionStore, engineer: Engineer) -> str:
            reached.set()
            await go_on.wait()
            return await sign_in_engineer(sessions, engineer)

        monkeypatch.setattr("app.auth.service.sign_in_engineer", sign_in_slowly)
        signing_in = asyncio.create_task(_login(client, engineer.login, PASSWORD))
        await reached.wait()
        body = {"id": str(engineer.id), "privileges": []}
        path = "/admin/engineer_privileges"
        changing = asyncio.create_task(client.put(path, json=body, headers=admin))
        # A change that did not wait for the sign-in would end the sessions of before it meanwhile.
        with suppress(TimeoutError):
            await eventually(lambda: _is_over(client, former), within_seconds=1)
        go_on.set()
        token = (await signing_in).json()["access_token"]
        assert (await changing).status_code == 200
        await eventually(lambda: _is_over(client, {"Authorization": f"Bearer {token}"}))

    @pytest.mark.parametrize("end", ["deleted", "another password"])
    async def test_who_is_no_longer_the_same_when_the_password_was_verified(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        engineer: Engineer,
        monkeypatch: pytest.MonkeyPatch,
        end: str,
    ) -> None:
        async def verify_meanwhile(password: str, known_hash: str | None) -> bool:
            if end == "deleted":
                await session.delete(engineer)
            else:
                engineer.password_hash = await passwords.hash_password("another one")
            await session.commit()
            return await passwords.is_password(password, known_hash)

        monkeypatch.setattr("app.engineers.service.is_password", verify_meanwhile)
        answer = await _login(client, engineer.login, PASSWORD)
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_CREDENTIALS")

    async def test_guessing_is_slowed_down(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        guesses = [_login(client, engineer.login, f"guess {n}") for n in range(12)]
        refused = [answer for answer in await asyncio.gather(*guesses) if answer.status_code == 429]
        assert len(refused) == 6
        assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)

    async def test_one_account_is_guarded_whatever_the_address(
        self, app: FastAPI, engineer: Engineer
    ) -> None:
        guesses = [_login_from(app, f"10.0.0.{n}", engineer.login, "wrong") for n in range(12)]
        statuses = [answer.status_code for answer in await asyncio.gather(*guesses)]
        assert statuses.count(429) == 6

    async def test_guesses_from_elsewhere_keep_nobody_out(
        self, app: FastAPI, engineer: Engineer
    ) -> None:
        own = "10.0.1.1"
        assert (await _login_from(app, own, engineer.login, PASSWORD)).status_code == 200
        for n in range(8):
            await _login_from(app, f"10.0.0.{n}", engineer.login, "wrong")
        assert (await _login_from(app, "10.0.0.9", engineer.login, PASSWORD)).status_code == 429
        assert (await _login_from(app, own, engineer.login, PASSWORD)).status_code == 200

    async def test_a_known_address_is_slowed_down_too(
        self, app: FastAPI, engineer: Engineer
    ) -> None:
        own = "10.0.1.2"
        tried = [PASSWORD, *(f"wrong {n}" for n in range(8))]
        answers = [await _login_from(app, own, engineer.login, one) for one in tried]
        assert [answer.status_code for answer in answers] == [200] + 6 * [401] + 2 * [429]

    async def test_an_account_does_not_pay_for_what_its_address_may_not(
        self, app: FastAPI, engineer: Engineer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guessing, "FREE_ATTEMPTS_PER_ADDRESS", 0)
        for _ in range(10):
            await _login_from(app, "192.0.2.4", engineer.login, PASSWORD)
        monkeypatch.undo()
        assert (await _login_from(app, "10.0.0.1", engineer.login, PASSWORD)).status_code == 200

    async def test_one_address_is_slowed_down_whatever_the_account(
        self, app: FastAPI, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guessing, "FREE_ATTEMPTS_PER_ADDRESS", 6)
        guesses = [_login_from(app, "192.0.2.1", f"engineer {n}", "wrong") for n in range(12)]
        statuses = [answer.status_code for answer in await asyncio.gather(*guesses)]
        assert statuses.count(429) == 5

    async def test_an_own_account_does_not_clear_what_an_address_has_tried(
        self, app: FastAPI, engineer: Engineer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guessing, "FREE_ATTEMPTS_PER_ADDRESS", 6)
        tried = [("somebody", "wrong"), (engineer.login, PASSWORD)] * 8
        answers = [await _login_from(app, "192.0.2.2", *one) for one in tried]
        assert 429 in {answer.status_code for answer in answers}

    async def test_successes_of_one_address_never_slow_it_down(
        self, app: FastAPI, engineer: Engineer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(guessing, "FREE_ATTEMPTS_PER_ADDRESS", 2)
        answers = [await _login_from(app, "192.0.2.3", engineer.login, PASSWORD) for _ in range(5)]
        assert {answer.status_code for answer in answers} == {200}

    async def test_an_unknown_login_costs_the_same_work(
        self, client: httpx.AsyncClient, engineer: Engineer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """By what is done rather than by a clock: one verification with the same parameters."""
        verified: list[str] = []
        verify = passwords._hasher.verify

        def count(password: str, password_hash: str) -> bool:
            verified.append(password_hash.rpartition("$")[0].rpartition("$")[0])
            return verify(password, password_hash)

        monkeypatch.setattr(passwords._hasher, "verify", count)
        known = await _login(client, engineer.login, "wrong")
        unknown = await _login(client, "nobody", "wrong")
        assert known.json() | {"request_id": ""} == unknown.json() | {"request_id": ""}
        assert len(verified) == 2
        assert verified[0] == verified[1]

    async def test_right_password(self, client: httpx.AsyncClient, engineer: Engineer) -> None:
        answer = await _login(client, engineer.login, PASSWORD)
        token = answer.json()["access_token"]
        me = await client.get("/auth/me", headers={"Authorization": f"Bearer {token}"})
        assert me.json()["kind"] == "engineer"
        assert me.json()["privileges"] == ["ROBOT_LOGIN", "STORE_LOGIN"]


class TestLogout:
    async def test_ends_this_session_only(
        self, client: httpx.AsyncClient, engineer: Engineer, sign_in: SignIn
    ) -> None:
        here = await sign_in("engineer", engineer.id)
        elsewhere = await sign_in("engineer", engineer.id)
        assert (await client.post("/auth/logout", headers=here)).json()["status"] == "OK"
        assert (await client.get("/auth/me", headers=here)).status_code == 401
        assert (await client.get("/auth/me", headers=elsewhere)).status_code == 200
