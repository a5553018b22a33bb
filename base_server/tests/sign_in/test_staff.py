"""Staff sign in by their roles at the identity provider."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from pydantic import ValidationError
from service_kit.components import components_of
from service_kit.outbox import OutboxEvent, OutboxRelay
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import IdentitySettings
from app.models import Engineer, User
from app.revocation import SESSIONS_REVOKED
from tests.factories import create_engineer
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider
from tests.waiting import eventually


@pytest.fixture
def guard(provider: LyingProvider) -> LyingProvider:
    """A provider whose user is of the security."""
    provider.claims |= {"preferred_username": "guard.ivan", "roles": ["guard", "other"]}
    return provider


def _is_refused(answer: httpx.Response) -> bool:
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return query.get("error") == ["NO_STAFF_ROLE"]


def _set(claim: str, value: Any) -> Callable[[LyingProvider], None]:
    return lambda provider: provider.claims.update({claim: value})


class TestRoles:
    @pytest.mark.parametrize(
        ("roles", "privileges"),
        [
            (["guard"], ["SECURITY"]),
            (["depot", "chief"], ["ROBOT_LOGIN", "STORE_LOGIN", "ADMIN"]),
            (["guard", "unknown", 7], ["SECURITY"]),
        ],
    )
    async def test_are_worth_privileges(
        self, browser: Browser, guard: LyingProvider, roles: list[Any], privileges: list[str]
    ) -> None:
        guard.claims["roles"] = roles
        answer = await browser.sign_in(guard, staff=True)
        assert answer.headers["location"] == "/tickets"
        me = await browser.me()
        assert (me["kind"], me["name"]) == ("engineer", "guard.ivan")
        assert sorted(me["privileges"]) == sorted(privileges)

    @pytest.mark.parametrize("roles", [None, [], ["unknown"], "guard", {"guard": True}, [None]])
    async def test_that_are_none(
        self, browser: Browser, guard: LyingProvider, session: AsyncSession, roles: Any
    ) -> None:
        guard.claims["roles"] = roles
        assert _is_refused(await browser.sign_in(guard, staff=True))
        assert "session" not in browser.http.cookies
        assert await session.scalar(select(func.count()).where(Engineer.subject.is_not(None))) == 0

    async def test_do_not_matter_to_who_travels(
        self, browser: Browser, guard: LyingProvider, session: AsyncSession
    ) -> None:
        await browser.sign_in(guard)
        assert (await browser.me())["kind"] == "passenger"
        assert await session.scalar(select(func.count()).where(Engineer.subject.is_not(None))) == 0

    async def test_make_no_passenger_of_who_works(
        self, browser: Browser, guard: LyingProvider, session: AsyncSession
    ) -> None:
        await browser.sign_in(guard, staff=True)
        assert await session.scalar(select(func.count()).select_from(User)) == 0

    def test_cannot_be_worth_what_does_not_exist(self) -> None:
        with pytest.raises(ValidationError, match="is none of ROBOT_LOGIN"):
            IdentitySettings(staff_roles={"guard": ["EVERYTHING"]})


class TestEngineer:
    async def test_is_the_same_each_time(self, app: FastAPI, guard: LyingProvider) -> None:
        browsers = [Browser(app) for _ in range(6)]
        states = [await one.begin(guard, staff=True) for one in browsers]
        for state, one in zip(states, browsers, strict=True):
            guard.nonce = one.nonce
            guard.tokens[state] = guard.make_token()
        await asyncio.gather(
            *(one.come_back(state, code=state) for one, state in zip(browsers, states, strict=True))
        )
        assert len({(await one.me())["id"] for one in browsers}) == 1

    @pytest.mark.parametrize(
        "lie", [_set("preferred_username", None), _set("preferred_username", ["no", "text"])]
    )
    async def test_is_called_by_the_name_without_a_login(
        self, browser: Browser, guard: LyingProvider, lie: Callable[[LyingProvider], None]
    ) -> None:
        lie(guard)
        await browser.sign_in(guard, staff=True)
        assert (await browser.me())["name"] == "Анна Петрова"

    async def test_takes_nobodys_login(
        self, browser: Browser, guard: LyingProvider, session: AsyncSession
    ) -> None:
        """Who is called like an engineer with a password becomes another one."""
        other = await create_engineer(session, login="guard.ivan")
        await session.commit()
        await browser.sign_in(guard, staff=True)
        me = await browser.me()
        assert me["id"] != str(other.id)
        assert me["name"].startswith("guard.ivan-")

    @pytest.mark.parametrize("password", ["", "no engineer has this password", "None"])
    async def test_has_no_password(
        self, browser: Browser, guard: LyingProvider, client: httpx.AsyncClient, password: str
    ) -> None:
        await browser.sign_in(guard, staff=True)
        body = {"login": "guard.ivan", "password": password}
        answer = await client.post("/auth/engineer/login", json=body)
        assert answer.status_code in {401, 422}

    async def test_is_marked_in_the_list(
        self, browser: Browser, guard: LyingProvider, client: httpx.AsyncClient, sign_in: SignIn
    ) -> None:
        await browser.sign_in(guard, staff=True)
        headers = await sign_in("engineer", privileges=Privilege.ADMIN)
        listed = (await client.get("/admin/engineers", headers=headers)).json()["items"]
        marked = [one["login"] for one in listed if one["is_from_provider"]]
        assert marked == ["guard.ivan"]


class TestLostRole:
    @pytest.mark.parametrize("staff", [True, False])
    async def test_ends_privilege_and_sessions(
        self, browser: Browser, other_browser: Browser, guard: LyingProvider, staff: bool
    ) -> None:
        await browser.sign_in(guard, staff=True)
        guard.claims["roles"] = []
        answer = await other_browser.sign_in(guard, staff=staff)
        assert _is_refused(answer) is staff

        async def is_out() -> bool:
            return (await browser.http.get("/auth/me")).status_code == 401

        await eventually(is_out)

    async def test_leaves_the_new_session_alone(
        self, browser: Browser, other_browser: Browser, guard: LyingProvider
    ) -> None:
        guard.claims["roles"] = ["guard", "chief"]
        await browser.sign_in(guard, staff=True)
        guard.claims["roles"] = ["guard"]
        await other_browser.sign_in(guard, staff=True)

        async def is_out() -> bool:
            return (await browser.http.get("/auth/me")).status_code == 401

        await eventually(is_out)
        assert (await other_browser.me())["privileges"] == ["SECURITY"]

    async def test_ends_what_is_renewed_before_the_sessions_have_ended(
        self,
        app: FastAPI,
        browser: Browser,
        other_browser: Browser,
        guard: LyingProvider,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        handlers = components_of(app).get(OutboxRelay)._handlers
        end = handlers[SESSIONS_REVOKED]
        renewals = []

        async def renew_before_the_end(event: OutboxEvent) -> None:
            renewals.append(await browser.http.post("/auth/refresh", headers=browser.csrf))
            await end(event)

        monkeypatch.setitem(handlers, SESSIONS_REVOKED, renew_before_the_end)
        await browser.sign_in(guard, staff=True)
        guard.claims["roles"] = ["chief"]
        await other_browser.sign_in(guard, staff=True)

        async def is_out() -> bool:
            # Before the answer with the new session has come, the browser still shows the old one.
            me = await browser.http.get("/auth/me")
            return renewals != [] and me.status_code == 401

        await eventually(is_out)
        assert [answer.status_code for answer in renewals] == [200]
        assert (await other_browser.me())["privileges"] == ["ADMIN"]

    async def test_is_on_record(
        self, browser: Browser, guard: LyingProvider, client: httpx.AsyncClient, sign_in: SignIn
    ) -> None:
        """With who has signed in as its author, the first time as well."""
        await browser.sign_in(guard, staff=True)
        me = (await browser.me())["id"]
        guard.claims["roles"] = ["chief"]
        await browser.sign_in(guard, staff=True)
        headers = await sign_in("engineer", privileges=Privilege.ADMIN)
        record = await client.get("/admin/audit", headers=headers)
        entries = [one for one in record.json()["items"] if one["subject_kind"] == "engineers"]
        changed = [one for one in entries if one["action"] == "engineers.updated"]
        assert [one["action"] for one in entries] == ["engineers.updated", "engineers.created"]
        assert {(one["caller_kind"], one["caller_id"]) for one in entries} == {("engineer", me)}
        assert changed[0]["changes"]["after"] == {"privileges": int(Privilege.ADMIN)}
        assert "subject-1" not in record.text


async def test_options_say_whether_roles_matter(
    browser: Browser, guard: LyingProvider, client: httpx.AsyncClient
) -> None:
    assert (await browser.http.get("/auth/options")).json() == {"staff_by_provider": True}
