"""Issuing and showing tickets over HTTP."""

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from pydantic import SecretStr
from service_kit.components import components_of
from service_kit.testing.plugin import SignIn
from sqlalchemy import String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.config import TicketCodeSettings
from app.models import IdempotencyKey, Ticket, User
from app.tickets.codes import CodeVault
from app.tickets.errors import CodeUnreadable
from app.tickets.service import reveal_code
from tests.factories import TODAY, TRAIN, create_robot, create_ticket, create_user

Headers = dict[str, str]
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


def _body(user: User, **changes: Any) -> dict[str, Any]:
    return {
        "user_id": str(user.id),
        "train_number": TRAIN,
        "wagon_number": 7,
        "place_number": 12,
        "station_id": "moscow",
        "destination": "petersburg",
        "date": "2026-03-08T21:05:00+03:00",
        "start_date": "2026-03-08",
        **changes,
    }


class TestCreateTicket:
    @pytest.mark.parametrize(
        "changes",
        [
            {"wagon_number": 0},
            {"place_number": -1},
            {"date": "2026-03-08T21:05:00"},
            {"date": "tomorrow"},
            {"date": "20260308"},
            {"start_date": "2026-02-30"},
            {"train_number": ""},
            {"user_id": "7"},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, user: User, changes: dict[str, Any]
    ) -> None:
        answer = await client.post("/admin/ticket", json=_body(user, **changes), headers=headers)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        ("departure", "reason"),
        [("0001-01-01T00:00:00Z", "EXPIRED"), ("9999-12-31T23:59:59.999999Z", "NOT_YET_VALID")],
    )
    async def test_a_departure_at_the_end_of_all_times_stops_nothing(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        sign_in: SignIn,
        user: User,
        departure: str,
        reason: str,
    ) -> None:
        robot = await sign_in("robot", (await create_robot(session)).id)
        body = _body(user, date=departure, start_date=TODAY.isoformat())
        ticket = (await client.post("/admin/ticket", json=body, headers=headers)).json()
        question = {"request_id": "r1", "mode": "BOARD", "code": ticket["code"]}
        verdict = await client.post("/robot/ticket/check", json=question, headers=robot)
        manifest = await client.get("/robot/manifest", headers=robot)
        export = await client.get("/admin/export/tickets?format=jsonl", headers=headers)
        assert verdict.json()["reason"] == reason
        assert manifest.json()["tickets"][0]["date"].endswith("Z")
        assert export.json()["date"].endswith("+00:00")

    async def test_unknown_user(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        body = _body(user, user_id=str(uuid4()))
        answer = await client.post("/admin/ticket", json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")

    async def test_erased_user(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        assert (await client.delete(f"/admin/users/{user.id}", headers=headers)).status_code == 200
        answer = await client.post("/admin/ticket", json=_body(user), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")

    async def test_taken_place(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        await client.post("/admin/ticket", json=_body(user), headers=headers)
        answer = await client.post("/admin/ticket", json=_body(user), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (409, "PLACE_TAKEN")

    async def test_a_place_is_sold_once_however_many_ask(
        self, client: httpx.AsyncClient, headers: Headers, user: User
    ) -> None:
        answers = await asyncio.gather(
            *(client.post("/admin/ticket", json=_body(user), headers=headers) for _ in range(20))
        )
        assert [answer.status_code for answer in answers].count(201) == 1

    async def test_the_code_is_shown_once_and_stored_as_a_hash(
        self, client: httpx.AsyncClient, headers: Headers, user: User, session: AsyncSession
    ) -> None:
        body = _body(user, start_date="2026-03-08T23:30:00-05:00")
        created = (await client.post("/admin/ticket", json=body, headers=headers)).json()
        assert len(created["code"]) >= 22
        shown = await client.get(f"/admin/ticket/{created['id']}", headers=headers)
        assert created["code"] not in shown.text
        assert shown.json()["start_date"] == "2026-03-08"
        stored = await session.scalar(select(func.count()).where(Ticket.code_hash.is_not(None)))
        assert stored == 1

    async def test_the_code_is_nowhere_in_the_database(
        self, client: httpx.AsyncClient, headers: Headers, user: User, session: AsyncSession
    ) -> None:
        keyed = {**headers, "Idempotency-Key": "k1"}
        created = await client.post("/admin/ticket", json=_body(user), headers=keyed)
        repeated = await client.post("/admin/ticket", json=_body(user), headers=keyed)
        assert repeated.json() == created.json()
        ticket = await session.get_one(Ticket, UUID(created.json()["id"]))
        assert ticket.code_encrypted is not None
        assert created.json()["code"].encode() not in ticket.code_encrypted
        stored = await session.scalar(select(cast(IdempotencyKey.answer, String)))
        assert created.json()["code"] not in str(stored)

    async def test_the_code_can_be_shown_to_its_owner_again(
        self, client: httpx.AsyncClient, app: FastAPI, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        created = (await client.post("/admin/ticket", json=_body(user), headers=headers)).json()
        ticket = await session.get_one(Ticket, UUID(created["id"]))
        vault = components_of(app).get(CodeVault)
        assert reveal_code(vault, ticket) == created["code"]

    async def test_a_code_cannot_be_moved_to_another_ticket(
        self, client: httpx.AsyncClient, app: FastAPI, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        created = (await client.post("/admin/ticket", json=_body(user), headers=headers)).json()
        ticket = await session.get_one(Ticket, UUID(created["id"]))
        thief = await create_ticket(session, user, code_encrypted=ticket.code_encrypted)
        with pytest.raises(CodeUnreadable):
            reveal_code(components_of(app).get(CodeVault), thief)

    def test_a_former_secret_still_opens(self) -> None:
        ticket_id, former = uuid4(), SecretStr("former secret")
        sealed = CodeVault(TicketCodeSettings(secret=former)).seal(ticket_id, "c")
        now = TicketCodeSettings(secret=SecretStr("new secret"), former_secret=former)
        assert CodeVault(now).open_sealed(ticket_id, sealed) == "c"


class TestRevokeTicket:
    async def test_unknown(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.delete(f"/admin/ticket/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "TICKET_NOT_FOUND")

    async def test_revoked_once_and_the_place_is_free(
        self, client: httpx.AsyncClient, headers: Headers, user: User, session: AsyncSession
    ) -> None:
        created = (await client.post("/admin/ticket", json=_body(user), headers=headers)).json()
        path = f"/admin/ticket/{created['id']}"
        assert (await client.delete(path, headers=headers)).json() == {"status": "OK"}
        ticket = await session.get_one(Ticket, UUID(created["id"]))
        first = (ticket.state, ticket.revoked_at, ticket.changed_xid)
        assert (await client.delete(path, headers=headers)).status_code == 200
        await session.refresh(ticket)
        assert (ticket.state, ticket.revoked_at, ticket.changed_xid) == first
        assert first[0] is TicketState.REVOKED
        again = await client.post("/admin/ticket", json=_body(user), headers=headers)
        assert again.status_code == 201

    async def test_who_boarded_stays_on_record(
        self, client: httpx.AsyncClient, headers: Headers, user: User, session: AsyncSession
    ) -> None:
        robot = await create_robot(session)
        ticket = await create_ticket(
            session, user, state=TicketState.USED, boarded_by=robot.id, boarded_at=NOW
        )
        await client.delete(f"/admin/ticket/{ticket.id}", headers=headers)
        shown = (await client.get(f"/admin/ticket/{ticket.id}", headers=headers)).json()
        assert (shown["state"], shown["boarded_by"]) == ("REVOKED", str(robot.id))
        assert shown["revoked_at"] is not None


class TestGetTicket:
    async def test_unknown(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.get(f"/admin/ticket/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "TICKET_NOT_FOUND")

    async def test_by_whom_and_where_it_was_checked(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, sign_in: SignIn
    ) -> None:
        ticket = await create_ticket(session, await create_user(session), code="c")
        robot = await sign_in("robot", (await create_robot(session, robot_model_name="Kvas")).id)
        body = {"request_id": "1", "code": "c", "mode": "BOARD"}
        await client.post("/robot/ticket/check", json=body, headers=robot)
        shown = (await client.get(f"/admin/ticket/{ticket.id}", headers=headers)).json()
        assert shown["user_name"] == "Anna Petrova"
        assert [check["robot_name"] for check in shown["checks"]] == ["Kvas"]


class TestListTickets:
    @pytest.fixture
    async def wanted(self, session: AsyncSession, user: User) -> Ticket:
        """Among tickets of others, of another run and in another state."""
        wanted = await create_ticket(session, user)
        await create_ticket(session, await create_user(session, name="Boris"), train_number="020U")
        return wanted

    @pytest.mark.parametrize(
        "query",
        [
            {"train_number": TRAIN},
            {"user_name": "anna p"},
            {"user_name": "ANNA", "state": "VALID", "train_date": str(TODAY)},
            {"user_name": "Anna", "train_date": f"{TODAY}T23:30:00-05:00"},
        ],
    )
    async def test_found_by(
        self, client: httpx.AsyncClient, headers: Headers, wanted: Ticket, query: dict[str, str]
    ) -> None:
        page = (await client.get("/admin/tickets", params=query, headers=headers)).json()
        assert [item["id"] for item in page["items"]] == [str(wanted.id)]
        assert (page["total"], page["items"][0]["user_name"]) == (1, "Anna Petrova")

    @pytest.mark.parametrize(
        "query", [{"user_name": "petrova"}, {"user_name": "%"}, {"state": "USED"}]
    )
    async def test_not_found_by(
        self, client: httpx.AsyncClient, headers: Headers, wanted: Ticket, query: dict[str, str]
    ) -> None:
        page = (await client.get("/admin/tickets", params=query, headers=headers)).json()
        assert (page["items"], page["total"]) == ([], 0)

    async def test_those_of_somebody_erased_have_no_name(
        self, client: httpx.AsyncClient, headers: Headers, wanted: Ticket, user: User
    ) -> None:
        await client.delete(f"/admin/users/{user.id}", headers=headers)
        query = {"user_id": str(user.id)}
        page = (await client.get("/admin/tickets", params=query, headers=headers)).json()
        assert [item["user_name"] for item in page["items"]] == [""]

    async def test_filters_hold_together(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        wanted = await create_ticket(session, user)
        await create_ticket(session, user, train_number="020U")
        await create_ticket(session, await create_user(session))
        query = {"train_number": TRAIN, "train_date": str(TODAY), "user_id": str(user.id)}
        page = (await client.get("/admin/tickets", params=query, headers=headers)).json()
        assert [item["id"] for item in page["items"]] == [str(wanted.id)]
