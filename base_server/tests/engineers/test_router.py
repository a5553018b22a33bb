"""Engineers over HTTP."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers.errors import BootstrapLoginInUse
from app.engineers.service import ensure_administrator, get_by_password
from app.models import Engineer
from tests.factories import PASSWORD, create_engineer

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


async def _set(
    client: httpx.AsyncClient, headers: Headers, engineer_id: object, *names: str
) -> httpx.Response:
    body = {"id": str(engineer_id), "privileges": list(names)}
    return await client.put("/admin/engineer_privileges", json=body, headers=headers)


class TestCreateEngineer:
    async def test_short_password(self, client: httpx.AsyncClient, headers: Headers) -> None:
        body = {"login": "anna", "password": "short"}
        answer = await client.post("/admin/engineer", json=body, headers=headers)
        assert answer.status_code == 422
        assert "short" not in answer.json()["errors"][0]["msg"]

    async def test_taken_login(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        await create_engineer(session, login="anna")
        body = {"login": "anna", "password": "long enough to use"}
        answer = await client.post("/admin/engineer", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "LOGIN_TAKEN")

    async def test_starts_without_privileges(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        body = {"login": "anna", "password": "long enough to use"}
        created = await client.post("/admin/engineer", json=body, headers=headers)
        assert created.status_code == 201
        listed = (await client.get("/admin/engineers", headers=headers)).json()["items"]
        assert listed == [
            {
                "id": created.json()["id"],
                "login": "anna",
                "privileges": [],
                "is_from_provider": False,
            }
        ]


async def test_engineers_are_found_by_a_part_of_the_login(
    client: httpx.AsyncClient, headers: Headers, session: AsyncSession
) -> None:
    for login in ("Семёнов", "semenov", "orlov"):
        await create_engineer(session, login=login)
    await session.commit()
    page = (await client.get("/admin/engineers?login=МЕНОВ", headers=headers)).json()
    assert [one["login"] for one in page["items"]] == ["Семёнов"]


class TestSetPrivileges:
    async def test_unknown_engineer(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await _set(client, headers, uuid4(), "ADMIN")
        assert (answer.status_code, answer.json()["code"]) == (404, "ENGINEER_NOT_FOUND")

    async def test_unknown_privilege(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        engineer = await create_engineer(session)
        assert (await _set(client, headers, engineer.id, "FLY")).status_code == 422

    async def test_the_last_administrator_keeps_the_right(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        engineer = await create_engineer(session, privileges=Privilege.ADMIN)
        answer = await _set(client, headers, engineer.id, "SECURITY")
        assert (answer.status_code, answer.json()["code"]) == (409, "LAST_ADMINISTRATOR")

    async def test_of_the_identity_provider(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        engineer = await create_engineer(session, subject="subject-1", privileges=8)
        answer = await _set(client, headers, engineer.id, "ADMIN")
        assert (answer.status_code, answer.json()["code"]) == (409, "ENGINEER_FROM_PROVIDER")
        await session.refresh(engineer)
        assert engineer.privileges == 8

    async def test_two_administrators_cannot_both_lose_it_at_once(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        both = [await create_engineer(session, privileges=Privilege.ADMIN) for _ in range(2)]
        answers = await asyncio.gather(*(_set(client, headers, one.id) for one in both))
        assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_a_lost_privilege_ends_the_sessions(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        sign_in: SignIn,
    ) -> None:
        await create_engineer(session, privileges=Privilege.ADMIN)
        engineer = await create_engineer(session, privileges=Privilege.ADMIN)
        theirs = await sign_in("engineer", engineer.id, privileges=Privilege.ADMIN)
        assert (await client.get("/admin/users", headers=theirs)).status_code == 200
        await _set(client, headers, engineer.id)
        async with asyncio.timeout(2):
            while (await client.get("/admin/users", headers=theirs)).status_code != 401:
                await asyncio.sleep(0.05)


class TestBootstrap:
    async def test_the_first_administrator_is_made_once(self, session: AsyncSession) -> None:
        assert await ensure_administrator(session, "admin", "provodnik-admin")
        await session.commit()
        assert not await ensure_administrator(session, "admin", "provodnik-admin")

    async def test_nobody_is_made_beside_an_administrator(self, session: AsyncSession) -> None:
        await create_engineer(session, privileges=Privilege.ADMIN)
        assert not await ensure_administrator(session, "admin", "provodnik-admin")
        assert await session.get(Engineer, uuid4()) is None

    async def test_who_has_lost_the_privileges_gets_them_back(
        self, app: FastAPI, session: AsyncSession
    ) -> None:
        """As when the last administrator was the provider's, and has lost the role there."""
        engineer = await create_engineer(session, login="admin", privileges=Privilege.SECURITY)
        assert await ensure_administrator(session, "admin", "provodnik-admin")
        await session.commit()
        await session.refresh(engineer)
        assert engineer.privileges == sum(Privilege)
        database = components_of(app).get(Database)
        assert await get_by_password(database, session, "admin", PASSWORD) is engineer

    async def test_nobody_of_the_identity_provider_becomes_one(self, session: AsyncSession) -> None:
        await create_engineer(session, login="admin", subject="subject-1")
        with pytest.raises(BootstrapLoginInUse, match="Set BASE_BOOTSTRAP__LOGIN to another"):
            await ensure_administrator(session, "admin", "provodnik-admin")


class TestDeleteEngineer:
    async def test_unknown_engineer(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.delete(f"/admin/engineers/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "ENGINEER_NOT_FOUND")

    async def test_the_last_administrator_stays(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        engineer = await create_engineer(session, privileges=Privilege.ADMIN)
        answer = await client.delete(f"/admin/engineers/{engineer.id}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "LAST_ADMINISTRATOR")

    async def test_two_administrators_cannot_delete_each_other(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        both = [await create_engineer(session, privileges=Privilege.ADMIN) for _ in range(2)]
        answers = await asyncio.gather(
            *(client.delete(f"/admin/engineers/{one.id}", headers=headers) for one in both)
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]

    async def test_the_sessions_die(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        sign_in: SignIn,
    ) -> None:
        engineer = await create_engineer(session)
        theirs = await sign_in("engineer", engineer.id)
        answer = await client.delete(f"/admin/engineers/{engineer.id}", headers=headers)
        assert answer.json() == {"status": "OK"}
        await _eventually_signed_out(client, theirs)


class TestSetPassword:
    async def test_unknown_engineer(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await _set_password(client, headers, uuid4(), "a password of length")
        assert (answer.status_code, answer.json()["code"]) == (404, "ENGINEER_NOT_FOUND")

    async def test_short_password(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        engineer = await create_engineer(session)
        assert (await _set_password(client, headers, engineer.id, "short")).status_code == 422

    async def test_of_the_identity_provider(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        """A password would still work when the roles are gone."""
        engineer = await create_engineer(session, subject="subject-1")
        answer = await _set_password(client, headers, engineer.id, "a password of length")
        assert (answer.status_code, answer.json()["code"]) == (409, "ENGINEER_FROM_PROVIDER")

    async def test_the_new_one_counts_and_sessions_end(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        sign_in: SignIn,
    ) -> None:
        engineer = await create_engineer(session, login="anna")
        theirs = await sign_in("engineer", engineer.id)
        await _set_password(client, headers, engineer.id, "a password of length")
        await _eventually_signed_out(client, theirs)
        passwords = (PASSWORD, "a password of length")
        bodies = [{"login": "anna", "password": password} for password in passwords]
        answers = [await client.post("/auth/engineer/login", json=body) for body in bodies]
        assert [answer.status_code for answer in answers] == [401, 200]


async def _set_password(
    client: httpx.AsyncClient, headers: Headers, engineer_id: object, password: str
) -> httpx.Response:
    path = f"/admin/engineer/{engineer_id}/password"
    return await client.put(path, json={"password": password}, headers=headers)


async def _eventually_signed_out(client: httpx.AsyncClient, headers: Headers) -> None:
    async with asyncio.timeout(2):
        while (await client.get("/auth/me", headers=headers)).status_code != 401:
            await asyncio.sleep(0.05)
