"""What a browser does with its session: renew it, end it, change something with it."""

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from service_kit.settings import SessionSettings
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider
from tests.stored import read_all
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

    async def test_whose_answer_was_lost(
        self, browser: Browser, other_browser: Browser, provider: LyingProvider
    ) -> None:
        """The browser asks again with the cookies it has, and is not signed out."""
        await browser.sign_in(provider)
        other_browser.http.cookies = httpx.Cookies(browser.http.cookies)
        await other_browser.http.post("/auth/refresh", headers=other_browser.csrf)
        assert (await browser.http.post("/auth/refresh", headers=browser.csrf)).status_code == 200
        assert browser.http.cookies["session"] == other_browser.http.cookies["session"]

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
        await browser.http.post("/auth/refresh", headers=browser.csrf)
        answer = (await browser.http.post("/auth/logout", headers=browser.csrf)).json()
        assert answer["provider_logout_url"] is not None

    async def test_with_the_former_session(
        self, browser: Browser, other_browser: Browser, provider: LyingProvider
    ) -> None:
        """Whoever signs out while a renewal is on its way is signed out."""
        await browser.sign_in(provider)
        other_browser.http.cookies = httpx.Cookies(browser.http.cookies)
        await browser.http.post("/auth/refresh", headers=browser.csrf)
        await other_browser.http.post("/auth/logout", headers=other_browser.csrf)
        assert (await browser.http.get("/auth/me")).status_code == 401

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


class TestWhatIsKeptBeside:
    """The provider's ID token tells name, login and subject. It ends with the session."""

    @pytest.fixture
    async def signed_in(self, browser: Browser, provider: LyingProvider, redis: Redis) -> str:
        provider.claims |= {"preferred_username": "anna-login", "sid": "there"}
        await browser.sign_in(provider)
        await browser.http.post("/auth/refresh", headers=browser.csrf)
        assert "anna-login" in await read_all(redis)
        me: str = (await browser.me())["id"]
        return me

    @pytest.fixture
    def token(self, browser: Browser, signed_in: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {browser.http.cookies['session']}"}

    async def _assert_gone(self, token: dict[str, str], browser: Browser, redis: Redis) -> None:
        async def is_out() -> bool:
            return (await browser.http.get("/auth/me", headers=token)).status_code == 401

        await eventually(is_out)
        stored = await read_all(redis)
        assert not [word for word in ("Анна Петрова", "anna-login", "subject-1") if word in stored]

    async def test_after_an_erasure(
        self, browser: Browser, redis: Redis, token: dict[str, str]
    ) -> None:
        await browser.http.delete("/users/me", headers=browser.csrf)
        await self._assert_gone(token, browser, redis)

    async def test_after_an_unlinking(
        self,
        browser: Browser,
        client: httpx.AsyncClient,
        redis: Redis,
        signed_in: str,
        token: dict[str, str],
        sign_in: SignIn,
    ) -> None:
        headers = await sign_in("engineer", privileges=4)
        await client.delete(f"/admin/user/{signed_in}/identity", headers=headers)
        await self._assert_gone(token, browser, redis)

    async def test_after_an_end_by_an_administrator(
        self,
        browser: Browser,
        client: httpx.AsyncClient,
        redis: Redis,
        signed_in: str,
        token: dict[str, str],
        sign_in: SignIn,
    ) -> None:
        headers = await sign_in("engineer", privileges=4)
        params = {"kind": "passenger", "caller_id": signed_in}
        found = await client.get("/admin/sessions", params=params, headers=headers)
        (live,) = found.json()["items"]
        await client.delete(f"/admin/sessions/{live['id']}", headers=headers)
        await self._assert_gone(token, browser, redis)

    async def test_after_a_logout_there(
        self,
        browser: Browser,
        client: httpx.AsyncClient,
        provider: LyingProvider,
        redis: Redis,
        token: dict[str, str],
    ) -> None:
        body = {"logout_token": provider.make_logout(sub=None, sid="there")}
        await client.post("/auth/backchannel_logout", data=body)
        await self._assert_gone(token, browser, redis)

    @pytest.mark.usefixtures("signed_in")
    async def test_grows_with_no_sign_in(
        self, app: FastAPI, provider: LyingProvider, redis: Redis
    ) -> None:
        """Of one session there, as many as a caller may hold here."""
        for _ in range(SessionSettings().per_caller + 2):
            another = Browser(app)
            await another.sign_in(provider)
            await another.http.post("/auth/refresh", headers=another.csrf)
        (group,) = [key async for key in redis.scan_iter("session-group:*")]
        assert await redis.zcard(group) == SessionSettings().per_caller


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
