"""Engineers sign in with login and password."""

import asyncio

import httpx
from service_kit.testing.plugin import SignIn

from app.models import Engineer
from tests.factories import PASSWORD


async def _login(client: httpx.AsyncClient, login: str, password: str) -> httpx.Response:
    body = {"login": login, "password": password}
    return await client.post("/auth/engineer/login", json=body)


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

    async def test_guessing_is_slowed_down(
        self, client: httpx.AsyncClient, engineer: Engineer
    ) -> None:
        guesses = [_login(client, engineer.login, f"guess {n}") for n in range(12)]
        refused = [answer for answer in await asyncio.gather(*guesses) if answer.status_code == 429]
        assert len(refused) == 6
        assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)

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
        assert (await client.post("/auth/logout", headers=here)).json() == {"status": "OK"}
        assert (await client.get("/auth/me", headers=here)).status_code == 401
        assert (await client.get("/auth/me", headers=elsewhere)).status_code == 200
