"""The figures of a run, over HTTP."""

import datetime as dt

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import User
from app.tickets.codes import new_code
from tests.factories import TODAY, TRAIN, create_robot, create_ticket, create_user

Headers = dict[str, str]
RUN = {"train_number": TRAIN, "train_date": str(TODAY)}
NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


class TestBoarding:
    @pytest.mark.parametrize("query", [{}, {"train_number": TRAIN}, {**RUN, "train_date": "x"}])
    async def test_malformed(
        self, client: httpx.AsyncClient, admin: Headers, query: dict[str, str]
    ) -> None:
        answer = await client.get("/admin/train_run/boarding", params=query, headers=admin)
        assert answer.status_code == 422

    async def test_run_without_tickets(self, client: httpx.AsyncClient, admin: Headers) -> None:
        shown = await client.get("/admin/train_run/boarding", params=RUN, headers=admin)
        assert shown.json() == RUN | {
            "tickets": 0,
            "boarded": 0,
            "share": None,
            "refused": {},
            "conflicts": 0,
            "wagons": [],
        }

    async def test_by_wagon_and_reason(
        self,
        client: httpx.AsyncClient,
        admin: Headers,
        session: AsyncSession,
        sign_in: SignIn,
        user: User,
    ) -> None:
        code = new_code()
        await create_ticket(session, user, code=code, wagon_number=7)
        await create_ticket(session, user, wagon_number=7)
        await create_ticket(session, user, wagon_number=8)
        await create_ticket(session, user, wagon_number=8, state=TicketState.REVOKED)
        robots = [await create_robot(session), await create_robot(session, wagon_number=8)]
        for number, asked in enumerate([(0, code), (0, code), (1, "made up"), (0, "made up")]):
            robot, shown_code = asked
            body = {"request_id": str(number), "code": shown_code, "mode": "BOARD"}
            headers = await sign_in("robot", robots[robot].id)
            await client.post("/robot/ticket/check", json=body, headers=headers)
        shown = await client.get("/admin/train_run/boarding", params=RUN, headers=admin)
        body = shown.json()
        assert (body["tickets"], body["boarded"], body["share"]) == (3, 1, 1 / 3)
        assert body["refused"] == {"ALREADY_USED": 1, "UNKNOWN_TICKET": 2}
        assert [
            (one["wagon_number"], one["tickets"], one["boarded"], one["refused"])
            for one in body["wagons"]
        ] == [
            (7, 2, 1, {"ALREADY_USED": 1}),
            (8, 1, 0, {"UNKNOWN_TICKET": 1}),
            (None, 0, 0, {"UNKNOWN_TICKET": 1}),
        ]


class TestRunsOfADay:
    async def test_malformed(self, client: httpx.AsyncClient, admin: Headers) -> None:
        for params in ({}, {"train_date": "yesterday"}):
            answer = await client.get("/admin/train_runs", params=params, headers=admin)
            assert answer.status_code == 422

    async def test_the_first_to_depart_first_with_wagons_and_boarded(
        self,
        client: httpx.AsyncClient,
        admin: Headers,
        session: AsyncSession,
        sign_in: SignIn,
        user: User,
    ) -> None:
        await create_ticket(session, user, wagon_number=9, date=NOW, state=TicketState.USED)
        await create_ticket(session, user, wagon_number=7, date=NOW + dt.timedelta(hours=1))
        await create_ticket(session, user, wagon_number=8, state=TicketState.REVOKED)
        early = NOW - dt.timedelta(hours=5)
        await create_ticket(session, user, train_number="020U", date=early)
        await create_ticket(session, user, start_date=TODAY - dt.timedelta(days=1))
        params = {"train_date": str(TODAY)}
        shown = (await client.get("/admin/train_runs", params=params, headers=admin)).json()
        first, second = shown["items"]
        assert first["train_number"] == "020U"
        assert second == {
            "train_number": TRAIN,
            "train_date": str(TODAY),
            "departs_at": NOW.isoformat().replace("+00:00", "Z"),
            "wagons": [7, 9],
            "tickets": 2,
            "boarded": 1,
            "share": 0.5,
            "conflicts": 0,
        }
        guard = await sign_in("engineer", privileges=Privilege.SECURITY)
        seen = await client.get("/monitoring/train_runs", params=params, headers=guard)
        assert seen.json() == shown


class TestNoShows:
    async def test_only_valid_tickets_whose_departure_is_past(
        self, client: httpx.AsyncClient, admin: Headers, session: AsyncSession, user: User
    ) -> None:
        past, ahead = NOW - dt.timedelta(hours=1), NOW + dt.timedelta(hours=1)
        missing = await create_ticket(session, user, date=past)
        await create_ticket(session, user, date=ahead)
        await create_ticket(session, user, date=past, state=TicketState.USED)
        await create_ticket(session, user, date=past, state=TicketState.REVOKED)
        await create_ticket(session, user, date=past, train_number="020U")
        page = await client.get("/admin/train_run/no_shows", params=RUN, headers=admin)
        assert [(one["id"], one["user_name"]) for one in page.json()["items"]] == [
            (str(missing.id), user.name)
        ]
