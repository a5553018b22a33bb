"""What a browser does with its session: renew it, end it, change something with it."""

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider
from tests.waiting import eventually

CREDENTIALS = {"login": "admin", "password": "provodnik-admin"}
OWN = {"Origin": "http://localhost:8080"}


class TestRefresh:
    async def test_another_cookie(self, browser: Browser, provider: LyingProvider) -> None:
        await browser.sign_in(provider)
        former = browser.http.cookies["session"]
        answer = await browser.http.post("/auth/refresh", headers=browser.csrf)
        assert answer.json() == {"status": "OK"}
        assert browser.http.cookies["session"] != former
        assert (await browser.http.get("/auth/me")).status_code == 200
        header = {"Authorization": f"Bearer {former}"}
        assert (await browser.http.get("/auth/me", headers=header)).status_code == 401

    async def test_of_another_site(self, browser: Browser, provider: LyingProvider) -> None:
        await browser.sign_in(provider)
        answer = await browser.http.post("/auth/refresh")
        assert (answer.status_code, answer.json()["code"]) == (403, "FOREIGN_REQUEST")

    async def test_devices_sign_in_anew(self, client: httpx.AsyncClient, sign_in: SignIn) -> None:
        answer = await client.post("/auth/refresh", headers=await sign_in("robot"))
        assert answer.status_code == 403


class TestLogout:
    async def test_at_the_provider_too(self, browser: Browser, provider: LyingProvider) -> None:
        await browser.sign_in(provider)
        answer = (await browser.http.post("/auth/logout", headers=browser.csrf)).json()
        assert answer["provider_logout_url"].startswith(
            f"{provider.issuer}/session/end?id_token_hint="
        )
        assert "session" not in browser.http.cookies
        assert (await browser.http.get("/auth/me")).status_code == 401

    async def test_after_a_renewal(self, browser: Browser, provider: LyingProvider) -> None:
        await browser.sign_in(provider)
        await browser.http.post("/auth/refresh", headers=browser.csrf)
        answer = (await browser.http.post("/auth/logout", headers=browser.csrf)).json()
        assert answer["provider_logout_url"] is not None

    async def test_provider_away(
        self, browser: Browser, provider: LyingProvider, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await browser.sign_in(provider)
        monkeypatch.setattr("app.sign_in.provider._METADATA_SECONDS", -1)
        provider.is_away = True
        answer = await browser.http.post("/auth/logout", headers=browser.csrf)
        assert answer.status_code == 200
        assert (await browser.http.get("/auth/me")).status_code == 401

    async def test_of_another_site(self, browser: Browser, provider: LyingProvider) -> None:
        await browser.sign_in(provider)
        answer = await browser.http.post("/auth/logout", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        assert (await browser.http.get("/auth/me")).status_code == 200

    async def test_not_from_the_provider(self, client: httpx.AsyncClient, sign_in: SignIn) -> None:
        answer = await client.post("/auth/logout", headers=await sign_in("robot"))
        assert answer.json() == {"status": "OK", "provider_logout_url": None}


async def test_whoever_is_erased_holds_no_cookie(browser: Browser, provider: LyingProvider) -> None:
    await browser.sign_in(provider)
    answer = await browser.http.delete("/users/me", headers=browser.csrf)
    assert answer.status_code == 200
    assert {"session", "csrf_token"}.isdisjoint(browser.http.cookies)


class TestEngineerInBrowser:
    @pytest.fixture(autouse=True)
    async def engineer(self, client: httpx.AsyncClient, sign_in: SignIn) -> None:
        headers = await sign_in("engineer", privileges=4)
        body = {"login": "guard", "password": "long-enough-password"}
        assert (await client.post("/admin/engineer", json=body, headers=headers)).status_code == 201

    async def test_gets_a_cookie(self, browser: Browser) -> None:
        body = {"login": "guard", "password": "long-enough-password"}
        answer = await browser.http.post("/auth/engineer/sign_in", json=body, headers=OWN)
        assert answer.json() == {"status": "OK"}
        assert (await browser.http.get("/auth/me")).json()["name"] == "guard"

    async def test_wrong_password(self, browser: Browser) -> None:
        body = {"login": "guard", "password": "wrong"}
        answer = await browser.http.post("/auth/engineer/sign_in", json=body, headers=OWN)
        assert (answer.status_code, answer.json()["code"]) == (401, "BAD_CREDENTIALS")
        assert "session" not in browser.http.cookies

    async def test_of_another_site(self, browser: Browser) -> None:
        """Nobody is signed in to somebody else's account without knowing."""
        body = {"login": "guard", "password": "long-enough-password"}
        for origin in ({}, {"Origin": "https://evil.example"}):
            answer = await browser.http.post("/auth/engineer/sign_in", json=body, headers=origin)
            assert answer.json()["code"] == "FOREIGN_REQUEST"


class TestLink:
    @pytest.fixture
    async def user(self, session: AsyncSession) -> User:
        user = User(name="Иван Иванов")
        session.add(user)
        await session.commit()
        return user

    @pytest.fixture
    async def headers(self, sign_in: SignIn) -> dict[str, str]:
        return await sign_in("engineer", privileges=4)

    async def test_signs_in_as_that_user(
        self, browser: Browser, provider: LyingProvider, user: User, headers: dict[str, str]
    ) -> None:
        for _ in range(2):
            answer = await browser.http.put(
                f"/admin/user/{user.id}/identity", json={"subject": "subject-1"}, headers=headers
            )
            assert answer.json() == {"status": "OK"}
        await browser.sign_in(provider)
        assert (await browser.http.get("/auth/me")).json()["id"] == str(user.id)

    async def test_of_another_user(
        self, browser: Browser, provider: LyingProvider, user: User, headers: dict[str, str]
    ) -> None:
        await browser.sign_in(provider)
        answer = await browser.http.put(
            f"/admin/user/{user.id}/identity", json={"subject": "subject-1"}, headers=headers
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "IDENTITY_IN_USE")

    async def test_unlinked(
        self, app: FastAPI, browser: Browser, provider: LyingProvider, headers: dict[str, str]
    ) -> None:
        await browser.sign_in(provider)
        me = (await browser.http.get("/auth/me")).json()["id"]
        for _ in range(2):
            answer = await browser.http.delete(f"/admin/user/{me}/identity", headers=headers)
            assert answer.json() == {"status": "OK"}
        again = Browser(app)
        await again.sign_in(provider)
        assert (await again.http.get("/auth/me")).json()["id"] != me

    async def test_another_identity_ends_the_sessions_by_the_former_one(
        self, browser: Browser, provider: LyingProvider, headers: dict[str, str]
    ) -> None:
        await browser.sign_in(provider)
        me = (await browser.http.get("/auth/me")).json()["id"]
        path, body = f"/admin/user/{me}/identity", {"subject": "subject-2"}
        await browser.http.put(path, json=body, headers=headers)

        async def is_over() -> bool:
            return (await browser.http.get("/auth/me")).status_code == 401

        await eventually(is_over)

    async def test_unknown_user(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        path = f"/admin/user/{uuid4()}/identity"
        answers = [
            await client.put(path, json={"subject": "s"}, headers=headers),
            await client.delete(path, headers=headers),
        ]
        assert [answer.json()["code"] for answer in answers] == ["USER_NOT_FOUND"] * 2
