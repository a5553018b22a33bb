"""The watch-list: two engineers, an expiry, and a face that is forgotten."""

import asyncio
import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.audit import AuditEntry
from service_kit.database import Database
from service_kit.outbox import OutboxEvent
from service_kit.periodic import run_once
from service_kit.testing.plugin import SignIn
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.main import JOBS
from app.watch_list.faces import ENTRY_RECONCILED, erase_entry_face, reconcile_entry
from tests.factories import create_robot
from tests.fakes import NOBODY, FakeFaces
from tests.security import Headers, report

FACE = "the face of somebody who is looked for"


def _entry(**changed: Any) -> dict[str, Any]:
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    return {
        "name": "Ivan X",
        "reason": "stole a samovar",
        "expires_at": tomorrow.isoformat(),
        "face": FACE,
    } | changed


@pytest.fixture
async def first(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="first", privileges=Privilege.SECURITY)


@pytest.fixture
async def second(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="second", privileges=Privilege.SECURITY)


@pytest.fixture
async def robot(session: AsyncSession, sign_in: SignIn) -> Headers:
    return await sign_in("robot", (await create_robot(session)).id)


@pytest.fixture
async def entry(client: httpx.AsyncClient, first: Headers) -> dict[str, Any]:
    answer = await client.post("/monitoring/watch_list", json=_entry(), headers=first)
    added: dict[str, Any] = answer.json()
    return added


async def _approve(
    client: httpx.AsyncClient, who: Headers, entry: dict[str, Any]
) -> httpx.Response:
    return await client.post(f"/monitoring/watch_list/{entry['id']}/approve", headers=who)


async def _is_matched(client: httpx.AsyncClient, robot: Headers) -> bool:
    return bool((await report(client, robot, faces=[FACE])).json()["watch_list_matched"])


async def _expire(session: AsyncSession) -> None:
    await session.execute(text("UPDATE watch_list_entries SET expires_at = now()"))
    await session.commit()


class TestAdd:
    @pytest.mark.parametrize("changed", [{"reason": " "}, {"expires_at": "soon"}, {"face": ""}])
    async def test_malformed(
        self, client: httpx.AsyncClient, first: Headers, changed: dict[str, Any]
    ) -> None:
        body = _entry(**changed)
        assert (
            await client.post("/monitoring/watch_list", json=body, headers=first)
        ).status_code == 422

    @pytest.mark.parametrize("days", [-1, 366])
    async def test_an_expiry_out_of_bounds(
        self, client: httpx.AsyncClient, first: Headers, days: int
    ) -> None:
        expires_at = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
        body = _entry(expires_at=expires_at.isoformat())
        answer = await client.post("/monitoring/watch_list", json=body, headers=first)
        assert (answer.status_code, answer.json()["code"]) == (409, "BAD_EXPIRY")

    async def test_with_a_face_that_is_refused_nobody_is_added(
        self, client: httpx.AsyncClient, first: Headers
    ) -> None:
        body = _entry(face=NOBODY)
        answer = await client.post("/monitoring/watch_list", json=body, headers=first)
        listed = await client.get("/monitoring/watch_list", headers=first)
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_FACE")
        assert listed.json()["total"] == 0

    async def test_its_enrolment_is_announced_before_it_happens(
        self, client: httpx.AsyncClient, session: AsyncSession, first: Headers
    ) -> None:
        await client.post("/monitoring/watch_list", json=_entry(face=NOBODY), headers=first)
        announced = await session.scalars(select(OutboxEvent.topic))
        assert list(announced) == [ENTRY_RECONCILED]

    async def test_without_face_server(
        self, client: httpx.AsyncClient, first: Headers, faces: FakeFaces
    ) -> None:
        faces.is_away = True
        answer = await client.post("/monitoring/watch_list", json=_entry(), headers=first)
        assert answer.status_code == 503

    async def test_nothing_matches_before_the_approval(
        self, client: httpx.AsyncClient, robot: Headers, entry: dict[str, Any]
    ) -> None:
        assert (entry["state"], entry["added_by"]["name"]) == ("PENDING", "first")
        assert not await _is_matched(client, robot)


class TestApprove:
    async def test_unknown(self, client: httpx.AsyncClient, first: Headers) -> None:
        assert (await _approve(client, first, {"id": uuid4()})).status_code == 404

    async def test_not_by_whoever_added_it(
        self, client: httpx.AsyncClient, first: Headers, entry: dict[str, Any]
    ) -> None:
        answer = await _approve(client, first, entry)
        assert (answer.status_code, answer.json()["code"]) == (403, "SECOND_ENGINEER_REQUIRED")

    async def test_from_then_on_it_matches_and_each_match_is_on_record(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        robot: Headers,
        first: Headers,
        second: Headers,
        entry: dict[str, Any],
    ) -> None:
        approved = (await _approve(client, second, entry)).json()
        incident = (await report(client, robot, faces=[FACE])).json()
        on_record = await session.scalars(
            select(AuditEntry).where(AuditEntry.action == "watch_list_entries.matched")
        )
        match = on_record.one()
        path = f"/monitoring/incident/{incident['id']}"
        (participant,) = (await client.get(path, headers=first)).json()["participants"]
        assert (approved["state"], approved["approved_by"]["name"]) == ("APPROVED", "second")
        assert (participant["kind"], participant["subject_id"]) == ("WATCH_LIST", entry["id"])
        assert (participant["name"], participant["seats"]) == ("Ivan X", [])
        assert (match.caller_kind, str(match.subject_id)) == ("robot", entry["id"])

    async def test_many_at_once_are_one_approval(
        self,
        client: httpx.AsyncClient,
        sign_in: SignIn,
        entry: dict[str, Any],
    ) -> None:
        many = [
            await sign_in("engineer", name=f"e{number}", privileges=Privilege.SECURITY)
            for number in range(8)
        ]
        answers = await asyncio.gather(*(_approve(client, one, entry) for one in many))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["approved_by"]["id"] for answer in answers}) == 1

    async def test_not_after_it_expired(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        second: Headers,
        entry: dict[str, Any],
    ) -> None:
        await _expire(session)
        answer = await _approve(client, second, entry)
        assert (answer.status_code, answer.json()["state"]) == (409, "EXPIRED")


class TestEnd:
    async def test_an_expired_entry_matches_no_more_and_its_face_goes(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        database: Database,
        robot: Headers,
        second: Headers,
        faces: FakeFaces,
        entry: dict[str, Any],
    ) -> None:
        await _approve(client, second, entry)
        await _expire(session)
        is_matched = await _is_matched(client, robot)
        (sweep,) = [job for job in JOBS if job.name == "watch_list_faces"]
        done = [await run_once(database, sweep) for _ in "12"]
        await _deliver(session, database, faces, "watch_list.face_erased")
        shown = await client.get(f"/monitoring/watch_list/{entry['id']}", headers=second)
        assert not is_matched
        assert done == [1, 0]
        assert faces.enrolled == {}
        assert shown.json()["state"] == "EXPIRED"
        assert shown.json()["face_erased_at"]

    async def test_a_removed_entry_matches_no_more_even_without_face_server(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        robot: Headers,
        second: Headers,
        faces: FakeFaces,
        entry: dict[str, Any],
    ) -> None:
        await _approve(client, second, entry)
        faces.is_away = True
        path = f"/monitoring/watch_list/{entry['id']}"
        answers = [await client.delete(path, headers=second) for _ in "12"]
        faces.is_away = False
        waiting = await session.execute(
            text("SELECT count(*) FROM outbox WHERE topic = 'watch_list.face_erased'")
        )
        assert {answer.status_code for answer in answers} == {200}
        assert waiting.scalar_one() == 1
        assert not await _is_matched(client, robot)
        assert (await client.get(path, headers=second)).json()["state"] == "REMOVED"

    async def test_an_entry_that_never_came_to_be_leaves_no_face(
        self, session: AsyncSession, database: Database, faces: FakeFaces
    ) -> None:
        entry_id = uuid4()
        await faces.enroll(entry_id, FACE, consent="c", collection="watchlist")
        event = OutboxEvent(payload={"entry_id": str(entry_id)})
        await reconcile_entry(database, faces)(event)  # type: ignore[arg-type]
        assert faces.enrolled == {}


class TestList:
    @pytest.mark.parametrize("state", ["PENDING", "APPROVED", "EXPIRED", "REMOVED"])
    async def test_by_state(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        second: Headers,
        entry: dict[str, Any],
        state: str,
    ) -> None:
        if state != "PENDING":
            await _approve(client, second, entry)
        if state == "EXPIRED":
            await _expire(session)
        if state == "REMOVED":
            await client.delete(f"/monitoring/watch_list/{entry['id']}", headers=second)
        path = "/monitoring/watch_list"
        found = {
            one: (await client.get(path, headers=second, params={"state": one})).json()["total"]
            for one in ("PENDING", "APPROVED", "EXPIRED", "REMOVED")
        }
        assert found == {one: int(one == state) for one in found}


async def _deliver(session: AsyncSession, database: Database, faces: FakeFaces, topic: str) -> None:
    """What the relay does, with the fake face_server: the application's own knows the real one."""
    rows = await session.execute(text("SELECT payload FROM outbox WHERE topic = :t"), {"t": topic})
    for payload in rows.scalars():
        event = OutboxEvent(payload=payload)
        await erase_entry_face(database, faces)(event)  # type: ignore[arg-type]
