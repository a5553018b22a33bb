"""Tables in and out as files."""

import csv
import io
import json
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.audit import AuditEntry
from service_kit.testing.plugin import SignIn
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Hotel, Ticket, User
from app.tickets.codes import code_hash
from tests.factories import TODAY, create_ticket, create_user

Headers = dict[str, str]
TICKETS = "user_id,train_number,wagon_number,place_number,station_id,destination,date,start_date\n"


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN) | {"Content-Type": "text/csv"}


async def _send(
    client: httpx.AsyncClient, headers: Headers, kind: str, file: str, **query: str
) -> httpx.Response:
    path = f"/admin/import/{kind}"
    return await client.post(path, content=file.encode(), headers=headers, params=query)


def _ticket(user_id: object, place: int) -> str:
    return f"{user_id},002A,7,{place},moscow,kazan,2026-03-08T21:05:00+03:00,{TODAY}\n"


async def _count(session: AsyncSession, model: type[User] | type[Ticket] | type[Hotel]) -> int:
    await session.rollback()
    return await session.scalar(select(func.count()).select_from(model)) or 0


class TestImport:
    async def test_no_csv_file(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await _send(client, headers, "users", "first name\nAnna\n")
        assert (answer.status_code, answer.json()["code"]) == (422, "UNREADABLE_FILE")

    async def test_one_fault_refuses_every_row(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        answer = await _send(client, headers, "users", f"name\nAnna\n{'x' * 61}\n")
        assert (answer.status_code, answer.json()["code"]) == (409, "IMPORT_REFUSED")
        (error,) = answer.json()["errors"]
        assert (error["row"], error["column"], error["code"]) == (3, "name", "STRING_TOO_LONG")
        assert await _count(session, User) == 0

    async def test_a_dry_run_tells_everything_and_writes_nothing(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        answer = await _send(client, headers, "users", "name\nAnna\n" * 2, dry_run="true")
        assert answer.status_code == 200
        assert (answer.json()["rows"], answer.json()["created"]) == (3, 3)
        assert await _count(session, User) == 0

    async def test_only_so_many_faults_are_listed(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        file = "name;id\n" + ";1\n" * 120
        answer = (await _send(client, headers, "users", file, dry_run="true")).json()
        assert (answer["total_errors"], len(answer["errors"])) == (240, 100)

    async def test_users_are_made_and_renamed(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session, name="Anna")
        file = f"id;name\n{user.id};Анна\n;Boris\n"
        answer = (await _send(client, headers, "users", file)).json()
        assert (answer["created"], answer["changed"]) == (1, 1)
        await session.refresh(user)
        assert user.name == "Анна"
        actions = await session.scalars(select(AuditEntry.action))
        assert "users.imported" in actions.all()

    async def test_an_erased_user_does_not_come_back(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        await client.delete(f"/admin/users/{user.id}", headers=headers)
        answer = await _send(client, headers, "users", f"id,name\n{user.id},Anna\n")
        assert answer.json()["errors"][0]["code"] == "USER_ERASED"

    async def test_once_for_a_key(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        keyed = headers | {"Idempotency-Key": "k"}
        file = TICKETS + _ticket(user.id, 1)
        # A dry run is no first time.
        await _send(client, keyed, "tickets", file, dry_run="true")
        answers = [(await _send(client, keyed, "tickets", file)).json() for _ in range(2)]
        assert answers[0] == answers[1]
        assert await _count(session, Ticket) == 1

    async def test_tickets_get_codes_that_open(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        file = TICKETS + _ticket(user.id, 1) + _ticket(user.id, 2)
        codes = (await _send(client, headers, "tickets", file)).json()["codes"]
        assert [one["row"] for one in codes] == [2, 3]
        ticket = await session.get_one(Ticket, codes[1]["id"])
        assert ticket.place_number == 2
        assert ticket.code_hash == code_hash(codes[1]["code"])

    async def test_what_is_wrong_with_tickets(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        await create_ticket(session, user, train_number="002A", wagon_number=7, place_number=1)
        rows = [_ticket(user.id, 1), _ticket(user.id, 2), _ticket(user.id, 2), _ticket(uuid4(), 3)]
        answer = (await _send(client, headers, "tickets", TICKETS + "".join(rows))).json()
        assert [(one["row"], one["code"]) for one in answer["errors"]] == [
            (2, "PLACE_TAKEN"),
            (4, "REPEATED"),
            (5, "USER_NOT_FOUND"),
        ]

    async def test_the_place_of_a_revoked_ticket_is_free(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        await create_ticket(session, user, place_number=1, state=TicketState.REVOKED)
        answer = await _send(client, headers, "tickets", TICKETS + _ticket(user.id, 1))
        assert (answer.status_code, answer.json()["created"]) == (200, 1)

    async def test_no_ticket_for_an_erased_user(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        user.erased_at = func.now()
        await session.commit()
        answer = await _send(client, headers, "tickets", TICKETS + _ticket(user.id, 1))
        assert [one["code"] for one in answer.json()["errors"]] == ["USER_NOT_FOUND"]

    async def test_an_issued_ticket_is_not_changed(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        ticket = await create_ticket(session, user, place_number=1)
        file = f"id,{TICKETS}{ticket.id},{_ticket(user.id, 2)}"
        answer = await _send(client, headers, "tickets", file)
        assert [one["code"] for one in answer.json()["errors"]] == ["ID_TAKEN"]


class TestExport:
    async def test_another_kind(self, client: httpx.AsyncClient, headers: Headers) -> None:
        assert (await client.get("/admin/export/engineers", headers=headers)).status_code == 422

    async def test_it_is_on_record(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        await client.get("/admin/export/users", headers=headers)
        actions = select(AuditEntry.action, AuditEntry.caller_kind)
        assert [tuple(row) for row in await session.execute(actions)] == [
            ("users.exported", "engineer")
        ]

    async def test_a_formula_is_made_harmless(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        await create_user(session, name="=1+1")
        file = (await client.get("/admin/export/users", headers=headers)).text
        assert '"\'=1+1"' in file

    async def test_json_lines(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session, name="=1+1")
        erased = await create_user(session)
        await client.delete(f"/admin/users/{erased.id}", headers=headers)
        file = (await client.get("/admin/export/users?format=jsonl", headers=headers)).text
        assert [json.loads(line) for line in file.splitlines()] == [
            {"id": str(user.id), "name": "=1+1"}
        ]

    async def test_what_was_exported_is_imported_as_it_was(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        hotel = Hotel(name="'=Astoria", description="a;b\n=c", destination_id="kazan")
        session.add(hotel)
        await create_ticket(session, user)
        before = {}
        for kind in ("tickets", "hotels", "users"):
            before[kind] = (await client.get(f"/admin/export/{kind}", headers=headers)).text
        await session.execute(delete(Ticket))
        await session.execute(delete(Hotel))
        await session.commit()
        for kind in ("users", "hotels", "tickets"):
            answer = await _send(client, headers, kind, before[kind])
            assert answer.status_code == 200, answer.text
            after = (await client.get(f"/admin/export/{kind}", headers=headers)).text
            assert after == before[kind]
        assert len(list(csv.reader(io.StringIO(before["tickets"])))) == 2
