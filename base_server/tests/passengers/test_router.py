"""What passengers see of themselves."""

import datetime as dt
from uuid import uuid4

import httpx
from base_api import Privilege
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.testing.plugin import SignIn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import UserPurchase
from ticket_rules import TicketState

from app.models import ConsentSource, FaceConsent, Ticket, User
from app.tickets.codes import CodeVault
from app.users.consent_texts import CURRENT_VERSION
from tests.factories import TODAY, TRAIN, create_robot, create_ticket, create_user
from tests.fakes import NOBODY, FakeFaces, FakeStores
from tests.passengers.scanning import scan
from tests.security import OCCURRED_AT, report
from tests.waiting import eventually

Headers = dict[str, str]
NOW = dt.datetime.now(dt.UTC)
_REPEAT = """
INSERT INTO tickets (user_id, train_number, start_date, wagon_number, place_number, station_id,
    destination_id, date, code_hash)
SELECT user_id, train_number, start_date, wagon_number, place_number + n, station_id,
    destination_id, date, sha256(n::text::bytea)
FROM tickets, generate_series(1, $2::int) AS n WHERE id = $1
"""


async def _ticket(app: FastAPI, session: AsyncSession, user: User, **values: object) -> Ticket:
    """With a code that its owner can see."""
    ticket = await create_ticket(session, user, code="secret-code", **values)
    ticket.code_encrypted = components_of(app).get(CodeVault).seal(ticket.id, "secret-code")
    await session.commit()
    return ticket


async def _open_consents(session: AsyncSession) -> list[FaceConsent]:
    await session.rollback()
    query = select(FaceConsent).where(FaceConsent.withdrawn_at.is_(None))
    return list(await session.scalars(query))


class TestMe:
    async def test_who_i_am(
        self, client: httpx.AsyncClient, headers: Headers, passenger: User
    ) -> None:
        me = (await client.get("/users/me", headers=headers)).json()
        assert (me["id"], me["name"], me["face_consent"]) == (
            str(passenger.id),
            "Anna Petrova",
            None,
        )


class TestTickets:
    async def test_those_to_come_first(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, passenger: User
    ) -> None:
        for days in (-1, 2, -2, 1):
            await create_ticket(session, passenger, date=NOW + dt.timedelta(days=days))
        await create_ticket(session, await create_user(session))
        found = (await client.get("/users/me/tickets", headers=headers)).json()
        to_go = [(dt.datetime.fromisoformat(one["date"]) - NOW).days for one in found]
        assert to_go == [1, 2, -1, -2]


class TestTicketCode:
    async def test_somebody_elses_is_not_found(
        self, app: FastAPI, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        other = await _ticket(app, session, await create_user(session))
        for ticket_id in (other.id, uuid4()):
            answer = await client.get(f"/users/me/tickets/{ticket_id}/qr.svg", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (404, "TICKET_NOT_FOUND")

    async def test_a_revoked_one_is_gone(
        self,
        app: FastAPI,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        passenger: User,
    ) -> None:
        ticket = await _ticket(app, session, passenger, state=TicketState.REVOKED)
        answer = await client.get(f"/users/me/tickets/{ticket.id}/qr.svg", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (410, "TICKET_REVOKED")

    async def test_the_picture_is_mine_alone(
        self,
        app: FastAPI,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        passenger: User,
    ) -> None:
        ticket = await _ticket(app, session, passenger)
        answer = await client.get(f"/users/me/tickets/{ticket.id}/qr.svg", headers=headers)
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.headers["cache-control"].startswith("private")
        assert answer.text.startswith("<svg")
        assert "secret-code" not in answer.text

    async def test_a_robot_reads_the_very_code_that_was_issued(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        passenger: User,
        sign_in: SignIn,
    ) -> None:
        admin = await sign_in("engineer", privileges=Privilege.ADMIN)
        body = {
            "user_id": str(passenger.id),
            "train_number": TRAIN,
            "wagon_number": 7,
            "place_number": 12,
            "station_id": "moscow",
            "destination": "kazan",
            "date": NOW.isoformat(),
            "start_date": str(TODAY),
        }
        issued = (await client.post("/admin/ticket", json=body, headers=admin)).json()
        path = f"/users/me/tickets/{issued['id']}/qr.svg"
        (seen,) = scan((await client.get(path, headers=headers)).text)
        assert seen == issued["code"]
        robot = await sign_in("robot", (await create_robot(session)).id)
        question = {"request_id": "1", "code": seen, "mode": "BOARD"}
        checked = await client.post("/robot/ticket/check", json=question, headers=robot)
        assert checked.json()["verdict"] == "OK"


class TestFace:
    async def test_the_text_is_public(self, client: httpx.AsyncClient) -> None:
        text = (await client.get("/users/face_consent")).json()
        assert text["version"] == CURRENT_VERSION
        assert text["text"].keys() == {"en", "ru"}

    async def test_an_unknown_text_is_refused(
        self, client: httpx.AsyncClient, headers: Headers, faces: FakeFaces
    ) -> None:
        body = {"face": "anna", "consent_version": "another"}
        answer = await client.put("/users/me/face", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "UNKNOWN_CONSENT_TEXT")
        assert faces.enrolled == {}

    async def test_a_refused_face_leaves_no_consent(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        body = {"face": NOBODY, "consent_version": CURRENT_VERSION}
        answer = await client.put("/users/me/face", json=body, headers=headers)
        assert answer.json()["code"] == "NO_FACE"
        assert await _open_consents(session) == []

    async def test_given_with_a_liveness_challenge(
        self, client: httpx.AsyncClient, headers: Headers, faces: FakeFaces, passenger: User
    ) -> None:
        begun = (await client.post("/users/me/liveness", headers=headers)).json()
        liveness = {"challenge_id": begun["challenge_id"], "images": ["closer"]}
        body = {"face": "anna", "consent_version": CURRENT_VERSION}
        late = {**body, "liveness": {**liveness, "challenge_id": "made-up"}}
        refused = await client.put("/users/me/face", json=late, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (409, "LIVENESS_EXPIRED")
        assert faces.enrolled == {}
        given = {**body, "liveness": liveness}
        answer = await client.put("/users/me/face", json=given, headers=headers)
        assert answer.status_code == 200
        assert faces.enrolled == {passenger.id: "anna"}

    async def test_given_twice_and_withdrawn(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        passenger: User,
    ) -> None:
        body = {"face": "anna", "consent_version": CURRENT_VERSION}
        for _ in range(2):
            given = await client.put("/users/me/face", json=body, headers=headers)
        assert given.json()["face_consent"]["source"] == "PASSENGER"
        assert faces.enrolled == {passenger.id: "anna"}
        assert len(await _open_consents(session)) == 1
        withdrawn = await client.delete("/users/me/face", headers=headers)
        assert withdrawn.json() == {"status": "OK", "erasure": "DONE"}
        assert (faces.enrolled, await _open_consents(session)) == ({}, [])

    async def test_withdrawn_while_face_server_is_away_is_kept_as_a_promise(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        faces: FakeFaces,
        passenger: User,
        relayed: FakeFaces,
    ) -> None:
        body = {"face": "anna", "consent_version": CURRENT_VERSION}
        await client.put("/users/me/face", json=body, headers=headers)
        faces.is_away = True
        withdrawn = await client.delete("/users/me/face", headers=headers)
        assert withdrawn.json() == {"status": "OK", "erasure": "PENDING"}
        assert await _open_consents(session) == []
        faces.is_away = False

        async def is_erased() -> bool:
            return faces.enrolled == {}

        await eventually(is_erased)

    async def test_consenting_in_person_takes_the_place_of_what_the_railway_vouched_for(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        passenger: User,
        session: AsyncSession,
        sign_in: SignIn,
    ) -> None:
        admin = await sign_in("engineer", privileges=Privilege.ADMIN)
        path = f"/admin/user/{passenger.id}/face"
        await client.patch(path, json={"face": "anna"}, headers=admin)
        body = {"face": "anna", "consent_version": CURRENT_VERSION}
        await client.put("/users/me/face", json=body, headers=headers)
        (consent,) = await _open_consents(session)
        assert consent.source is ConsentSource.PASSENGER


class TestExport:
    async def test_everything_from_every_server(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        passenger: User,
        faces: FakeFaces,
        stores: FakeStores,
    ) -> None:
        ticket = await create_ticket(session, passenger)
        faces.enrolled[passenger.id] = "anna"
        bought = UserPurchase(
            id=uuid4(), store_id=uuid4(), items=[], date=NOW, total_penny=5, refunded_penny=0
        )
        stores.purchases[passenger.id] = [bought]
        export = (await client.get("/users/me/export", headers=headers)).json()
        assert export["is_complete"]
        assert export["user"]["name"] == "Anna Petrova"
        assert [one["id"] for one in export["tickets"]] == [str(ticket.id)]
        assert export["face"] == {"state": "OK", "is_held": True}
        assert [one["id"] for one in export["purchases"]["purchases"]] == [str(bought.id)]
        assert [one["action"] for one in export["records"]] == ["users.created"]

    async def test_where_the_face_was_matched_and_nobody_else(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        sign_in: SignIn,
        passenger: User,
        faces: FakeFaces,
    ) -> None:
        robot = await create_robot(session)
        other = await create_user(session, name="Boris Other")
        given = {"face": "anna", "consent_version": CURRENT_VERSION}
        await client.put("/users/me/face", json=given, headers=headers)
        faces.enrolled[other.id] = "boris"
        for user in (passenger, other):
            await create_ticket(session, user, wagon_number=4)
        await report(client, await sign_in("robot", robot.id), faces=["anna", "boris"])
        answer = await client.get("/users/me/export", headers=headers)
        (found,) = answer.json()["incidents"]
        assert (found["kind"], found["train_number"], found["confidence"]) == ("FIGHT", TRAIN, 1)
        assert dt.datetime.fromisoformat(found["occurred_at"]) == dt.datetime.fromisoformat(
            OCCURRED_AT
        )
        assert [seat["wagon_number"] for seat in found["seats"]] == [4]
        assert "Boris" not in answer.text
        assert str(other.id) not in answer.text

    async def test_however_much_there_is(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        database: Database,
        passenger: User,
    ) -> None:
        ticket = await create_ticket(session, passenger)
        await session.commit()
        many = 10_001
        await database.driver.execute(_REPEAT, ticket.id, many)
        export = (await client.get("/users/me/export", headers=headers)).json()
        assert len(export["tickets"]) == 1 + many

    async def test_what_could_not_be_reached_is_told(
        self, client: httpx.AsyncClient, headers: Headers, faces: FakeFaces, stores: FakeStores
    ) -> None:
        faces.is_away = stores.is_away = True
        export = (await client.get("/users/me/export", headers=headers)).json()
        assert not export["is_complete"]
        assert export["face"] == {"state": "UNREACHABLE", "is_held": None}
        assert export["purchases"] == {"state": "UNREACHABLE", "purchases": None}


class TestDestination:
    async def test_nobody_has_described_it(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        answer = await client.get("/destinations/kazan", headers=headers)
        assert answer.json() == {"destination_id": "kazan", "hotels": [], "attractions": []}
