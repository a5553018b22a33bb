"""What staff see of conflicts, over HTTP."""

import asyncio
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot, Ticket
from tests.factories import TODAY, TRAIN, create_robot, create_ticket, create_user
from tests.offline_checks.helpers import Headers, boarding, sync


@pytest.fixture
async def admin(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="anna", privileges=Privilege.ADMIN)


@pytest.fixture
async def ticket(
    client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn, robot: Robot
) -> Ticket:
    """Boarded by `robot`, a minute later by another one, and by that with a made-up code, too."""
    ticket = await create_ticket(session, await create_user(session))
    other = await create_robot(session)
    await sync(client, await sign_in("robot", robot.id), boarding(ticket, 0))
    late, made_up = boarding(ticket, 1), boarding(None, 2, 2)
    await sync(client, await sign_in("robot", other.id), late, made_up)
    return ticket


class TestListConflicts:
    async def test_who_holds_and_who_does_not(
        self, client: httpx.AsyncClient, admin: Headers, ticket: Ticket, robot: Robot
    ) -> None:
        page = (await client.get("/admin/conflicts", headers=admin)).json()
        assert [(one["cause"], one["train_number"]) for one in page["items"]] == [
            ("UNKNOWN_TICKET", TRAIN),
            ("ALREADY_USED", TRAIN),
        ]
        made_up, late = page["items"]
        assert made_up["ticket"] is None
        assert (late["ticket"]["user_name"], late["robot_name"]) == ("Anna Petrova", "Kiosk")
        assert late["ticket"]["id"] == str(ticket.id)
        assert late["ticket"]["boarded_by"] == str(robot.id) != late["robot_id"]

    @pytest.mark.parametrize(
        ("query", "total"),
        [
            ({"train_number": TRAIN, "train_date": str(TODAY)}, 2),
            ({"train_date": f"{TODAY}T23:30:00-05:00"}, 2),
            ({"train_number": "020U"}, 0),
            ({"train_date": "2020-01-01"}, 0),
            ({"is_settled": "false"}, 2),
            ({"is_settled": "true"}, 0),
        ],
    )
    async def test_filters(
        self,
        client: httpx.AsyncClient,
        admin: Headers,
        ticket: Ticket,
        query: dict[str, str],
        total: int,
    ) -> None:
        page = await client.get("/admin/conflicts", params=query, headers=admin)
        assert page.json()["total"] == total


class TestSettleConflict:
    async def _first(self, client: httpx.AsyncClient, admin: Headers) -> str:
        page = (await client.get("/admin/conflicts", headers=admin)).json()
        return f"/admin/conflict/{page['items'][0]['check_id']}/settle"

    async def test_unknown(self, client: httpx.AsyncClient, admin: Headers) -> None:
        path = f"/admin/conflict/{uuid4()}/settle"
        answer = await client.post(path, json={"comment": "seen"}, headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (404, "CONFLICT_NOT_FOUND")

    async def test_empty_comment(
        self, client: httpx.AsyncClient, admin: Headers, ticket: Ticket
    ) -> None:
        path = await self._first(client, admin)
        assert (await client.post(path, json={"comment": " "}, headers=admin)).status_code == 422

    async def test_settled_by_name(
        self, client: httpx.AsyncClient, admin: Headers, ticket: Ticket
    ) -> None:
        path = await self._first(client, admin)
        body = {"comment": "Paid on the train."}
        settled = (await client.post(path, json=body, headers=admin)).json()
        assert (settled["settled_by"], settled["settlement"]) == ("anna", "Paid on the train.")
        assert settled["settled_at"] is not None
        left = await client.get("/admin/conflicts?is_settled=false", headers=admin)
        assert left.json()["total"] == 1

    async def test_the_boarding_of_the_run_counts_those_that_are_left(
        self, client: httpx.AsyncClient, admin: Headers, ticket: Ticket
    ) -> None:
        run = {"train_number": TRAIN, "train_date": str(TODAY)}
        before = await client.get("/admin/train_run/boarding", params=run, headers=admin)
        path = await self._first(client, admin)
        await client.post(path, json={"comment": "seen"}, headers=admin)
        after = await client.get("/admin/train_run/boarding", params=run, headers=admin)
        assert (before.json()["conflicts"], after.json()["conflicts"]) == (2, 1)

    async def test_once_however_many_settle_it(
        self, client: httpx.AsyncClient, admin: Headers, ticket: Ticket
    ) -> None:
        path = await self._first(client, admin)
        answers = await asyncio.gather(
            *(client.post(path, json={"comment": str(n)}, headers=admin) for n in range(10))
        )
        assert sorted(answer.status_code for answer in answers) == [200, *[409] * 9]
        assert {a.json()["code"] for a in answers if a.status_code == 409} == {"ALREADY_SETTLED"}
