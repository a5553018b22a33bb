"""A robot's own routes."""

from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreSummary
from ticket_rules import TicketState

from app.models import Robot
from tests.factories import TODAY, TRAIN, bind_store, create_robot, create_ticket, create_user
from tests.fakes import FakeStores

Headers = dict[str, str]


def _store(name: str = "Bistro") -> StoreSummary:
    return StoreSummary(
        id=uuid4(), name=name, description="", logo_url=None, store_type="RESTAURANT"
    )


class TestTrip:
    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"train_number": TRAIN, "train_date": "soon"},
            {"train_number": TRAIN, "train_date": str(TODAY), "wagon_number": 100},
        ],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: Headers, body: dict[str, object]
    ) -> None:
        assert (await client.put("/robot/trip", json=body, headers=headers)).status_code == 422

    async def test_a_date_time_counts_by_its_own_date(
        self, client: httpx.AsyncClient, headers: Headers
    ) -> None:
        body = {"train_number": "020U", "train_date": "2026-03-08T23:59:00-08:00"}
        await client.put("/robot/trip", json=body, headers=headers)
        me = (await client.get("/robot/me", headers=headers)).json()
        assert me["trip"] == {
            "train_number": "020U",
            "train_date": "2026-03-08",
            "wagon_number": None,
        }


class TestStores:
    async def test_no_trip(
        self, client: httpx.AsyncClient, session: AsyncSession, sign_in: SignIn
    ) -> None:
        robot = await create_robot(session, train_number=None, train_date=None)
        answer = await client.get("/robot/stores", headers=await sign_in("robot", robot.id))
        assert (answer.status_code, answer.json()["code"]) == (409, "NO_TRIP")

    async def test_store_server_away(
        self, client: httpx.AsyncClient, headers: Headers, stores: FakeStores
    ) -> None:
        stores.is_away = True
        assert (await client.get("/robot/stores", headers=headers)).status_code == 503

    async def test_open_stores_of_the_run(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        stores: FakeStores,
    ) -> None:
        bound, elsewhere = _store("Bistro"), _store("Kiosk")
        stores.known = {bound.id: bound, elsewhere.id: elsewhere}
        await bind_store(session, bound.id)
        answer = await client.get("/robot/stores", headers=headers)
        assert [store["name"] for store in answer.json()["stores"]] == ["Bistro"]


class TestPassenger:
    async def test_unknown(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.get(f"/robot/user/{uuid4()}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")

    async def test_with_the_tickets_of_this_run_only(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        mine = await create_ticket(session, user)
        await create_ticket(session, user, train_number="020U")
        passenger = (await client.get(f"/robot/user/{user.id}", headers=headers)).json()
        assert [ticket["id"] for ticket in passenger["tickets"]] == [str(mine.id)]

    async def test_tickets_alone(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session)
        mine = await create_ticket(session, user)
        await create_ticket(session, user, state=TicketState.REVOKED)
        answer = await client.get(f"/robot/user/{user.id}/tickets", headers=headers)
        assert [ticket["id"] for ticket in answer.json()["tickets"]] == [str(mine.id)]

    async def test_tickets_of_nobody(self, client: httpx.AsyncClient, headers: Headers) -> None:
        answer = await client.get(f"/robot/user/{uuid4()}/tickets", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "USER_NOT_FOUND")


class TestListRobots:
    async def test_revoked_ones_are_left_out(
        self, client: httpx.AsyncClient, session: AsyncSession, robot: Robot, sign_in: SignIn
    ) -> None:
        await create_robot(session, revoked_at=robot.created_at)
        headers = await sign_in("engineer", privileges=Privilege.ADMIN)
        page = (await client.get("/admin/robots", headers=headers)).json()
        assert [item["id"] for item in page["items"]] == [str(robot.id)]
