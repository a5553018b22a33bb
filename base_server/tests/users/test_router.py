"""Users and their faces over HTTP."""

from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import OutboxEvent, User
from app.users.faces import reconcile_face
from app.users.turns import FaceTurns
from tests.factories import create_user
from tests.fakes import NOBODY, FakeFaces

Headers = dict[str, str]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


async def _count_users(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(User)) or 0


class TestCreateUser:
    @pytest.mark.parametrize("name", ["", "   ", "x" * 61, "nul\u0000", 7, None])
    async def test_bad_name(
        self, client: httpx.AsyncClient, headers: Headers, name: object
    ) -> None:
        answer = await client.post("/admin/user", json={"name": name}, headers=headers)
        assert answer.status_code == 422

    async def test_a_refused_face_makes_no_user(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
    ) -> None:
        body = {"name": "Anna", "face": NOBODY}
        answer = await client.post("/admin/user", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_FACE")
        assert await _count_users(session) == 0

    async def test_face_server_away_makes_no_user(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
    ) -> None:
        faces.is_away = True
        body = {"name": "Anna", "face": "anna's picture"}
        answer = await client.post("/admin/user", json=body, headers=headers)
        assert answer.status_code == 503
        assert await _count_users(session) == 0

    async def test_with_a_face(
        self, client: httpx.AsyncClient, headers: Headers, faces: FakeFaces
    ) -> None:
        body = {"name": "  Анна Петрова ", "face": "anna's picture"}
        answer = await client.post("/admin/user", json=body, headers=headers)
        assert answer.status_code == 201
        assert answer.json()["name"] == "Анна Петрова"
        assert faces.enrolled == {UUID(answer.json()["id"]): "anna's picture"}

    async def test_repeated_with_a_key_is_one_user(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        keyed = headers | {"Idempotency-Key": "k1"}
        for _ in range(2):
            await client.post("/admin/user", json={"name": "Anna"}, headers=keyed)
        assert await _count_users(session) == 1


async def _reconcile(app: FastAPI, faces: FakeFaces, user_id: UUID) -> None:
    components = components_of(app)
    database, turns = components.get(Database), components.get(FaceTurns)
    handle = reconcile_face(database, faces, turns)  # type: ignore[arg-type]
    await handle(OutboxEvent(topic="", key="", payload={"user_id": str(user_id)}))


class TestOrphanedFaces:
    async def test_a_face_without_its_user_is_erased(self, app: FastAPI, faces: FakeFaces) -> None:
        lost = uuid4()
        await faces.enroll(lost, "anna's picture", consent="c", collection="passengers")
        await _reconcile(app, faces, lost)
        assert faces.enrolled == {}

    async def test_the_face_of_a_user_is_kept(
        self, app: FastAPI, session: AsyncSession, faces: FakeFaces
    ) -> None:
        user = await create_user(session)
        await faces.enroll(user.id, "anna's picture", consent="c", collection="passengers")
        await _reconcile(app, faces, user.id)
        assert user.id in faces.enrolled

    async def test_a_face_without_a_consent_is_erased(
        self, app: FastAPI, session: AsyncSession, faces: FakeFaces
    ) -> None:
        user = await create_user(session, has_consented=False)
        await faces.enroll(user.id, "anna's picture", consent="-", collection="passengers")
        await _reconcile(app, faces, user.id)
        assert faces.enrolled == {}

    async def test_an_enrolment_is_announced_before_it_happens(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        body = {"name": "Anna", "face": NOBODY}
        await client.post("/admin/user", json=body, headers=headers)
        waiting = await session.scalar(select(func.count()).select_from(OutboxEvent))
        assert waiting == 1


class TestFace:
    async def test_of_an_unknown_user(self, client: httpx.AsyncClient, headers: Headers) -> None:
        path = f"/admin/user/{uuid4()}/face"
        answer = await client.patch(path, json={"face": "x"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")

    async def test_replaced_and_erased(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
    ) -> None:
        user = await create_user(session)
        path = f"/admin/user/{user.id}/face"
        replaced = await client.patch(path, json={"face": "new"}, headers=headers)
        assert (replaced.json(), faces.enrolled) == ({"status": "OK"}, {user.id: "new"})
        erased = await client.delete(f"/admin/user/face?user_id={user.id}", headers=headers)
        assert (erased.json()["erasure"], faces.enrolled) == ("DONE", {})

    async def test_the_railway_vouches_for_the_consent(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session, has_consented=False)
        path = f"/admin/user/{user.id}"
        before = (await client.get(path, headers=headers)).json()
        await client.patch(f"{path}/face", json={"face": "new"}, headers=headers)
        after = (await client.get(path, headers=headers)).json()
        assert before["face_consent"] is None
        assert after["face_consent"]["source"] == "RAILWAY"

    async def test_what_the_passenger_agreed_to_in_person_stays(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        path = f"/admin/user/{user.id}"
        before = (await client.get(path, headers=headers)).json()["face_consent"]
        await client.patch(f"{path}/face", json={"face": "new"}, headers=headers)
        after = (await client.get(path, headers=headers)).json()["face_consent"]
        assert after == before
        assert after["source"] == "PASSENGER"


class TestListUsers:
    async def test_the_newest_first(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        for name in ("first", "second"):
            await create_user(session, name=name)
        page = (await client.get("/admin/users?size=1", headers=headers)).json()
        assert [item["name"] for item in page["items"]] == ["second"]
        assert page["total"] == 2

    @pytest.mark.parametrize(
        ("prefix", "found"),
        [
            ("an", ["ANNA", "Anna"]),
            ("АННА", ["Анна"]),
            ("a%", ["A%_\\"]),
            ("a%_\\", ["A%_\\"]),
            ("n", []),
        ],
    )
    async def test_by_how_the_name_begins(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        prefix: str,
        found: list[str],
    ) -> None:
        for name in ("Anna", "Анна", "A%_\\", "ANNA"):
            await create_user(session, name=name)
        answer = await client.get("/admin/users", params={"name": prefix}, headers=headers)
        assert [item["name"] for item in answer.json()["items"]] == found
