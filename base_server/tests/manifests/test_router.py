"""Manifests over HTTP, and that no change is ever missing from a delta."""

import asyncio
import datetime as dt
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.testing.plugin import SignIn
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import ManifestRefused, Refusal, TicketState, receive

from app.manifests import settled
from app.manifests.keys import ManifestKeys
from app.manifests.settled import SettledLines
from app.models import Ticket, User
from app.tickets.codes import new_code
from tests.factories import TODAY, create_robot, create_ticket, create_user
from tests.manifests.helpers import RUN, Headers, fetch, signed_manifest, trust

NOW = dt.datetime.now(dt.UTC)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


async def _board(client: httpx.AsyncClient, headers: Headers, code: str) -> None:
    body = {"request_id": code[:20], "code": code, "mode": "BOARD"}
    assert (await client.post("/robot/ticket/check", json=body, headers=headers)).json()[
        "verdict"
    ] == "OK"


class TestGetManifest:
    async def test_no_trip(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, train_number=None, train_date=None)
        answer = await client.get("/robot/manifest", headers=await sign_in("robot", robot.id))
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_TRIP")

    async def test_revoked_robot(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, revoked_at=NOW)
        answer = await client.get("/robot/manifest", headers=await sign_in("robot", robot.id))
        assert answer.status_code == 404

    async def test_run_without_tickets(self, client: httpx.AsyncClient, headers: Headers) -> None:
        assert (await fetch(client, headers)).tickets == {}

    async def test_every_ticket_of_the_run_and_no_other(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        states = [TicketState.VALID, TicketState.USED, TicketState.REVOKED]
        mine = [await create_ticket(session, user, state=state) for state in states]
        await create_ticket(session, user, train_number="020U")
        await create_ticket(session, user, start_date=TOMORROW)
        roster = await fetch(client, headers)
        assert {(one.id, one.state) for one in roster.tickets.values()} == {
            (one.id, one.state) for one in mine
        }

    async def test_names_and_codes_are_not_in_it(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        code = new_code()
        await create_ticket(session, user, code=code)
        text = (await client.get("/robot/manifest", headers=headers)).text
        assert code not in text
        assert user.name not in text
        assert str(user.id) not in text

    async def test_manifest_of_another_run_is_refused_by_the_robot(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        manifest = signed_manifest((await client.get("/robot/manifest", headers=headers)).json())
        with pytest.raises(ManifestRefused) as refused:
            receive(
                manifest,
                trust=await trust(client, headers),
                run=replace(RUN, train_date=TOMORROW),
                now=NOW,
            )
        assert refused.value.refusal is Refusal.ANOTHER_RUN


class TestSince:
    async def test_only_what_has_changed(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        code = new_code()
        ticket = await create_ticket(session, user, code=code)
        await create_ticket(session, user)
        held = await fetch(client, headers)
        await _board(client, headers, code)
        answer = await client.get(
            "/robot/manifest", params={"since": held.version}, headers=headers
        )
        assert [one["id"] for one in answer.json()["tickets"]] == [str(ticket.id)]
        renewed = await fetch(client, headers, held)
        assert renewed.tickets[ticket.code_hash.hex()].state is TicketState.USED

    async def test_robot_that_has_not_asked_for_long_hears_of_all_changes(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        codes = [new_code(), new_code()]
        for code in codes:
            await create_ticket(session, user, code=code)
        late = held = await fetch(client, headers)
        for code in codes:
            await _board(client, headers, code)
            held = await fetch(client, headers, held)
        assert (await fetch(client, headers, late)).tickets == held.tickets
        assert (await fetch(client, headers)).tickets == held.tickets

    @pytest.mark.parametrize(
        "since", ["", "rubbish", "MDAyQQ.2026-03-08.1", "MDAyQQ.2026-03-08.x", "a.b.c.d", "."]
    )
    async def test_no_version_of_this_run_gives_the_whole(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        user: User,
        since: str,
    ) -> None:
        await create_ticket(session, user)
        answer = await client.get("/robot/manifest", params={"since": since}, headers=headers)
        assert answer.json()["since"] is None
        assert len(answer.json()["tickets"]) == 1

    async def test_version_that_this_database_has_not_come_to_gives_the_whole(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        version = (await fetch(client, headers)).version
        future = version.rpartition(".")[0] + ".999999999999"
        answer = await client.get("/robot/manifest", params={"since": future}, headers=headers)
        assert answer.json()["since"] is None

    async def test_what_was_known_of_a_later_database_is_forgotten(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        """It was restored from a copy: what is remembered of the run never happened."""
        ticket = await create_ticket(session, user)
        settled._known[RUN] = SettledLines(2**62, 2**62, {ticket.id: "another line"})
        assert (await fetch(client, headers)).tickets.keys() == {ticket.code_hash.hex()}

    async def test_ticket_that_is_gone_shows_in_the_digest(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        await create_ticket(session, user)
        ticket = await create_ticket(session, user)
        held = await fetch(client, headers)
        await session.delete(ticket)
        await session.commit()
        with pytest.raises(ManifestRefused) as refused:
            await fetch(client, headers, held)
        assert refused.value.refusal is Refusal.ANOTHER_STATE
        assert len((await fetch(client, headers)).tickets) == 1

    async def test_a_change_by_any_statement(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        ticket = await create_ticket(session, user)
        held = await fetch(client, headers)
        await session.execute(
            text("UPDATE tickets SET state = 'REVOKED' WHERE id = :id"), {"id": ticket.id}
        )
        await session.commit()
        held = await fetch(client, headers, held)
        assert held.tickets[ticket.code_hash.hex()].state is TicketState.REVOKED


class TestNotModified:
    async def test_nothing_changed(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        await create_ticket(session, user)
        etag = (await client.get("/robot/manifest", headers=headers)).headers["ETag"]
        # As a gateway that compresses rewrites it.
        known = headers | {"If-None-Match": f'"other", W/{etag}'}
        answer = await client.get("/robot/manifest", headers=known)
        assert (answer.status_code, answer.headers["ETag"], answer.content) == (304, etag, b"")

    async def test_something_changed(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession, user: User
    ) -> None:
        etag = (await client.get("/robot/manifest", headers=headers)).headers["ETag"]
        await create_ticket(session, user)
        known = headers | {"If-None-Match": etag}
        assert (await client.get("/robot/manifest", headers=known)).status_code == 200

    @pytest.mark.parametrize("seconds", [-3601, 3601], ids=["old", "of a clock that was ahead"])
    async def test_copy_that_is_not_fresh_is_renewed(
        self, client: httpx.AsyncClient, headers: Headers, seconds: int
    ) -> None:
        etag = (await client.get("/robot/manifest", headers=headers)).headers["ETag"]
        digest, issued = etag.strip('"').split(".")
        other = headers | {"If-None-Match": f'"{digest}.{int(issued) + seconds}"'}
        assert (await client.get("/robot/manifest", headers=other)).status_code == 200


class TestKeys:
    async def test_previous_current_and_next(
        self, client: httpx.AsyncClient, headers: Headers, app: FastAPI
    ) -> None:
        keys = (await client.get("/robot/manifest/keys", headers=headers)).json()["keys"]
        assert len({key["kid"] for key in keys}) == 3
        assert {(key["kty"], key["crv"], key["alg"]) for key in keys} == {
            ("OKP", "Ed25519", "EdDSA")
        }
        signer = components_of(app).get(ManifestKeys)
        for days in (-30, 0, 30):
            assert signer.current(NOW + dt.timedelta(days=days)).id in {k["kid"] for k in keys}


class TestNothingIsMissed:
    async def test_change_in_a_long_transaction_reaches_a_robot_that_asked_meanwhile(
        self,
        client: httpx.AsyncClient,
        app: FastAPI,
        headers: Headers,
        session: AsyncSession,
        user: User,
    ) -> None:
        """The long transaction has the smaller number and commits after a bigger one was seen."""
        code = new_code()
        late = await create_ticket(session, user)
        await create_ticket(session, user, code=code)
        held = await fetch(client, headers)
        async with components_of(app).get(Database).session() as long, long.begin():
            await long.execute(
                update(Ticket).where(Ticket.id == late.id).values(state=TicketState.REVOKED)
            )
            await _board(client, headers, code)
            held = await fetch(client, headers, held)
            assert held.tickets[late.code_hash.hex()].state is TicketState.VALID
        held = await fetch(client, headers, held)
        assert held.tickets[late.code_hash.hex()].state is TicketState.REVOKED

    async def test_robot_that_follows_by_deltas_always_has_the_whole(
        self,
        client: httpx.AsyncClient,
        app: FastAPI,
        headers: Headers,
        session: AsyncSession,
        user: User,
    ) -> None:
        """Transactions of every length overlap while the robot asks again and again. A missing
        change would make its digest another than the server's, which `fetch` refuses."""
        tickets = [await create_ticket(session, user) for _ in range(30)]
        database = components_of(app).get(Database)

        async def change(number: int) -> None:
            async with database.session() as own, own.begin():
                await asyncio.sleep(number % 7 * 0.01)
                await own.execute(
                    update(Ticket)
                    .where(Ticket.id == tickets[number].id)
                    .values(state=TicketState.REVOKED)
                )
                await asyncio.sleep(number % 5 * 0.02)

        held = await fetch(client, headers)
        # Fewer than the pool has connections: the robot must get its turn.
        for first in range(0, 30, 10):
            changes = asyncio.gather(*(change(number) for number in range(first, first + 10)))
            while not changes.done():
                held = await fetch(client, headers, held)
                await asyncio.sleep(0)
            await changes
        held = await fetch(client, headers, held)
        assert {one.state for one in held.tickets.values()} == {TicketState.REVOKED}
