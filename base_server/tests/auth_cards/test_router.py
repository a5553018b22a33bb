"""Cards for the service menu."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from pydantic import SecretStr
from service_kit.testing.plugin import SignIn
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.auth_cards.keys import CardKeys
from app.config import AuthCardSettings
from app.models import Engineer
from tests.factories import create_engineer

Headers = dict[str, str]
KEY = "04:A3:5C:1B"


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def robot(sign_in: SignIn) -> Headers:
    return await sign_in("robot")


@pytest.fixture
async def engineer(session: AsyncSession) -> Engineer:
    return await create_engineer(session, login="anna", privileges=Privilege.SECURITY)


async def _add(
    client: httpx.AsyncClient, admin: Headers, engineer_id: object, key: str = KEY
) -> httpx.Response:
    path = f"/admin/engineer/{engineer_id}/auth_card"
    return await client.post(path, json={"key": key}, headers=admin)


async def _present(client: httpx.AsyncClient, robot: Headers, key: str = KEY) -> httpx.Response:
    return await client.post("/robot/auth_card", json={"key": key}, headers=robot)


async def _actions(client: httpx.AsyncClient, admin: Headers) -> list[str]:
    answer = await client.get("/admin/audit", headers=admin)
    return [entry["action"] for entry in answer.json()["items"]]


class TestCreateAuthCard:
    async def test_unknown_engineer(self, client: httpx.AsyncClient, admin: Headers) -> None:
        answer = await _add(client, admin, uuid4())
        assert (answer.status_code, answer.json()["code"]) == (404, "ENGINEER_NOT_FOUND")

    async def test_a_key_too_short_to_be_one(
        self, client: httpx.AsyncClient, admin: Headers, engineer: Engineer
    ) -> None:
        assert (await _add(client, admin, engineer.id, "abc")).status_code == 422

    async def test_the_same_card_at_once_is_given_once(
        self, client: httpx.AsyncClient, admin: Headers, engineer: Engineer
    ) -> None:
        answers = await asyncio.gather(*(_add(client, admin, engineer.id) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        assert {a.json()["code"] for a in answers if a.status_code == 409} == {"CARD_TAKEN"}

    async def test_the_key_is_kept_nowhere(
        self,
        client: httpx.AsyncClient,
        admin: Headers,
        engineer: Engineer,
        session: AsyncSession,
    ) -> None:
        assert (await _add(client, admin, engineer.id)).status_code == 201
        rows = await session.execute(
            text("SELECT c::text || (SELECT string_agg(a::text, '') FROM audit_entries a) "
                 "FROM auth_cards c")
        )  # fmt: skip
        assert KEY not in rows.scalar_one()


class TestListAndDelete:
    async def test_a_deleted_card_opens_nothing(
        self, client: httpx.AsyncClient, admin: Headers, robot: Headers, engineer: Engineer
    ) -> None:
        card = (await _add(client, admin, engineer.id)).json()
        path = f"/admin/engineer/{engineer.id}/auth_cards"
        assert (await client.get(path, headers=admin)).json()["items"] == [card]
        await client.delete(f"/admin/auth_card/{card['id']}", headers=admin)
        assert (await client.get(path, headers=admin)).json()["items"] == []
        assert (await _present(client, robot)).status_code == 404

    async def test_unknown_card(self, client: httpx.AsyncClient, admin: Headers) -> None:
        answer = await client.delete(f"/admin/auth_card/{uuid4()}", headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (404, "CARD_NOT_FOUND")

    async def test_the_cards_go_with_the_engineer(
        self, client: httpx.AsyncClient, admin: Headers, robot: Headers, engineer: Engineer
    ) -> None:
        await _add(client, admin, engineer.id)
        await client.delete(f"/admin/engineers/{engineer.id}", headers=admin)
        assert (await _present(client, robot)).status_code == 404


class TestIdentifyCardHolder:
    async def test_an_unknown_card_comes_on_record(
        self, client: httpx.AsyncClient, admin: Headers, robot: Headers
    ) -> None:
        answer = await _present(client, robot)
        assert (answer.status_code, answer.json()["code"]) == (404, "UNKNOWN_CARD")
        assert await _actions(client, admin) == ["auth_cards.refused"]

    async def test_the_engineer_and_the_privileges(
        self, client: httpx.AsyncClient, admin: Headers, robot: Headers, engineer: Engineer
    ) -> None:
        await _add(client, admin, engineer.id)
        answer = await _present(client, robot)
        told = {"id": str(engineer.id), "login": "anna", "privileges": ["SECURITY"]}
        assert answer.json() == {"engineer": {**told, "is_from_provider": False}}
        assert (await _actions(client, admin))[0] == "auth_cards.used"

    async def test_guessing_is_slowed_down(self, client: httpx.AsyncClient, robot: Headers) -> None:
        guesses = (_present(client, robot, f"guess {number}") for number in range(12))
        answers = await asyncio.gather(*guesses)
        assert [answer.status_code for answer in answers].count(429) == 6


def test_a_card_is_found_after_a_change_of_the_secret() -> None:
    old, new = SecretStr("the secret of last year"), SecretStr("the secret of this year")
    before = CardKeys(AuthCardSettings(secret=old)).hashes(SecretStr(KEY))
    after = CardKeys(AuthCardSettings(secret=new, former_secret=old)).hashes(SecretStr(KEY))
    assert before[0] in after
    assert after[0] != before[0]
