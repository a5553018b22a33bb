"""Reporting incidents."""

import asyncio
from typing import Any

import httpx
import pytest
from face_api import FaceSearch
from service_kit.http_client import PeerUnavailable
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Camera, FaceConsent, Robot, User
from tests.factories import TODAY, TRAIN, create_robot, create_ticket, create_user
from tests.fakes import NOBODY, FakeFaces
from tests.security import SNAPSHOT, Headers, incident_report, report

ANNA = "anna's picture"


async def _add_camera(session: AsyncSession, robot: Robot, **values: Any) -> None:
    defaults = {"camera_id": "front", "name": "Front", "place": "door", "thresholds": {}}
    session.add(Camera(robot_id=robot.id, **(defaults | values)))
    await session.commit()


async def _count(session: AsyncSession, table: str) -> int:
    found = await session.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
    await session.rollback()
    return int(found.scalar_one())


async def _passenger(session: AsyncSession, faces: FakeFaces) -> User:
    """Anna, of the robot's run, with her face."""
    anna = await create_user(session)
    await create_ticket(session, anna)
    await faces.enroll(anna.id, ANNA, consent="c", collection="passengers")
    return anna


class TestRefusals:
    @pytest.mark.parametrize(
        "changed",
        [
            {"kind": "DANCE"},
            {"score": 1.5},
            {"score": "NaN"},
            {"camera_id": ""},
            {"occurred_at": "2026-11-20T21:05:00"},
            {"faces": [ANNA] * 11},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, changed: dict[str, Any]
    ) -> None:
        assert (await report(client, headers, **changed)).status_code == 422

    @pytest.mark.parametrize("snapshot", ["no base64", "bm8gcGljdHVyZQ==", "====", "é"])
    async def test_a_snapshot_that_is_no_picture(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, snapshot: str
    ) -> None:
        answer = await report(client, headers, snapshot=snapshot)
        assert (answer.status_code, answer.json()["code"]) == (422, "NOT_AN_IMAGE")
        assert await _count(session, "incidents") == 0

    async def test_a_snapshot_that_is_too_large(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        answer = await report(client, headers, snapshot="/9j/" + "A" * 5_000_000)
        assert (answer.status_code, answer.json()["code"]) == (413, "IMAGE_TOO_LARGE")

    async def test_a_camera_that_is_off_keeps_nothing(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, robot: Robot
    ) -> None:
        await _add_camera(session, robot, is_on=False)
        answer = await report(client, headers, snapshot=SNAPSHOT)
        assert (answer.status_code, answer.json()["code"]) == (409, "CAMERA_OFF")
        assert await _count(session, "incidents") == 0


class TestThreshold:
    async def test_under_it_an_incident_is_a_mere_note(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        robot: Robot,
        faces: FakeFaces,
    ) -> None:
        await _add_camera(session, robot, thresholds={"FIGHT": 0.95})
        faces.is_away = True
        noted = (await report(client, headers, faces=[ANNA], snapshot=SNAPSHOT)).json()
        assert (noted["is_alarm"], noted["snapshot_until"]) == (False, None)
        assert noted["faces"] == {"state": "NONE", "sent": 1, "unusable": 0}
        assert await _count(session, "outbox") == 0

    async def test_at_it_an_incident_is_an_alarm(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, robot: Robot
    ) -> None:
        await _add_camera(session, robot, thresholds={"FIGHT": 0.9})
        assert (await report(client, headers)).json()["is_alarm"]


class TestRecord:
    async def test_with_the_trip_and_the_camera_of_the_moment(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, robot: Robot
    ) -> None:
        await _add_camera(session, robot)
        answer = await report(client, headers)
        incident = answer.json()
        assert answer.status_code == 201
        assert (incident["train_number"], incident["train_date"]) == (TRAIN, str(TODAY))
        assert (incident["wagon_number"], incident["state"]) == (7, "NEW")
        assert incident["camera"] == {"camera_id": "front", "name": "Front", "place": "door"}
        assert incident["occurred_at"] == "2026-11-20T18:05:00Z"

    async def test_of_a_robot_without_a_trip(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, train_number=None, train_date=None)
        answer = await report(client, await sign_in("robot", robot.id), faces=[ANNA])
        assert (answer.status_code, answer.json()["train_number"]) == (201, None)

    async def test_repeated_it_is_the_same_incident(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        body = incident_report(faces=[ANNA], snapshot=SNAPSHOT)
        first, second = [
            (await client.post("/robot/incident", json=body, headers=headers)).json() for _ in "12"
        ]
        assert second == first

    async def test_without_a_request_id_each_is_an_incident_of_its_own(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        body = incident_report()
        del body["request_id"]
        answers = [await client.post("/robot/incident", json=body, headers=headers) for _ in "12"]
        assert [answer.status_code for answer in answers] == [201, 201]
        assert answers[0].json()["id"] != answers[1].json()["id"]

    async def test_another_report_under_the_same_id_is_a_conflict(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        await report(client, headers, request_id="one")
        answer = await report(client, headers, request_id="one", kind="SMOKE")
        assert (answer.status_code, answer.json()["code"]) == (409, "IDEMPOTENCY_CONFLICT")

    async def test_many_attempts_at_once_are_one_incident(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, faces: FakeFaces
    ) -> None:
        await _passenger(session, faces)
        body = incident_report(faces=[ANNA])
        answers = await asyncio.gather(
            *(client.post("/robot/incident", json=body, headers=headers) for _ in range(10))
        )
        assert {answer.status_code for answer in answers} == {201}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert answers[0].json()["passengers_matched"] == 1
        assert await _count(session, "incident_participants") == 1


class TestFaces:
    async def test_passengers_of_the_run_with_their_seats(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        security: Headers,
        session: AsyncSession,
        faces: FakeFaces,
    ) -> None:
        anna, stranger = await create_user(session), await create_user(session, name="Stranger")
        ticket = await create_ticket(session, anna, wagon_number=7, place_number=12)
        await create_ticket(session, stranger, train_number="020U")
        await faces.enroll(anna.id, ANNA, consent="c", collection="passengers")
        await faces.enroll(stranger.id, "another picture", consent="c", collection="passengers")
        sent = [ANNA, "another picture", NOBODY, ANNA]
        incident = (await report(client, headers, faces=sent)).json()
        path = f"/monitoring/incident/{incident['id']}"
        (participant,) = (await client.get(path, headers=security)).json()["participants"]
        seat = {"ticket_id": str(ticket.id), "wagon_number": 7, "place_number": 12}
        assert incident["faces"] == {"state": "MATCHED", "sent": 4, "unusable": 1}
        assert participant == {
            "kind": "PASSENGER",
            "subject_id": str(anna.id),
            "name": anna.name,
            "confidence": 1,
            "seats": [seat],
        }

    async def test_a_withdrawn_face_that_is_not_erased_yet_is_nobodys(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, faces: FakeFaces
    ) -> None:
        await _passenger(session, faces)
        await session.execute(update(FaceConsent).values(withdrawn_at=func.now()))
        await session.commit()
        incident = (await report(client, headers, faces=[ANNA])).json()
        assert (incident["faces"]["state"], incident["passengers_matched"]) == ("MATCHED", 0)

    async def test_without_face_server_the_incident_is_recorded_and_completed_later(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, faces: FakeFaces
    ) -> None:
        await _passenger(session, faces)
        body = incident_report(faces=[ANNA])
        faces.is_away = True
        first = await client.post("/robot/incident", json=body, headers=headers)
        faces.is_away = False
        second = await client.post("/robot/incident", json=body, headers=headers)
        assert (first.status_code, first.json()["faces"]["state"]) == (201, "UNAVAILABLE")
        assert second.json()["id"] == first.json()["id"]
        assert second.json()["faces"]["state"] == "MATCHED"
        assert second.json()["passengers_matched"] == 1

    async def test_who_was_found_by_an_incomplete_attempt_is_not_found_twice(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await _passenger(session, faces)
        body, search = incident_report(faces=[ANNA, "somebody"]), faces.search

        async def search_anna_alone(image: str, **question: Any) -> FaceSearch:
            if image != ANNA:
                raise PeerUnavailable
            return await search(image, **question)

        with monkeypatch.context() as patch:
            patch.setattr(faces, "search", search_anna_alone)
            first = await client.post("/robot/incident", json=body, headers=headers)
        second = await client.post("/robot/incident", json=body, headers=headers)
        assert [answer.json()["faces"]["state"] for answer in (first, second)] == [
            "UNAVAILABLE",
            "MATCHED",
        ]
        assert [answer.json()["passengers_matched"] for answer in (first, second)] == [1, 1]
        assert await _count(session, "incident_participants") == 1

    async def test_an_attempt_that_fails_late_undoes_nothing(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        await _passenger(session, faces)
        body = incident_report(faces=[ANNA])
        asked, go_on = asyncio.Event(), asyncio.Event()

        async def fail_late(*_: Any, **__: Any) -> FaceSearch:
            asked.set()
            await go_on.wait()
            raise PeerUnavailable

        with monkeypatch.context() as patch:
            patch.setattr(faces, "search", fail_late)
            late = asyncio.create_task(client.post("/robot/incident", json=body, headers=headers))
            await asked.wait()
        again = await client.post("/robot/incident", json=body, headers=headers)
        go_on.set()
        states = [answer.json()["faces"]["state"] for answer in (again, await late)]
        assert states == ["MATCHED", "MATCHED"]

    async def test_no_picture_is_kept_and_no_name_is_sent_around(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, faces: FakeFaces
    ) -> None:
        anna = await create_user(session, name="Anna Unforgettable")
        await create_ticket(session, anna)
        await faces.enroll(anna.id, ANNA, consent="c", collection="passengers")
        await report(client, headers, faces=[ANNA])
        rows = await session.execute(text("SELECT i::text FROM incidents i"))
        events = await session.execute(text("SELECT o::text FROM outbox o"))
        kept = " ".join([*rows.scalars(), *events.scalars()])
        assert "incident.changed" in kept
        assert ANNA not in kept
        assert anna.name not in kept
