"""What is remembered of base_server's answers, and what is asked again."""

from uuid import uuid4

import pytest
from service_kit.http_client import PeerUnavailable

from app.railway.errors import StoreNotOnTrain, UserNotFound
from app.railway.seats import SeatWish
from app.railway.service import Railway
from tests.fakes import FakeBaseApi


@pytest.fixture
def base() -> FakeBaseApi:
    return FakeBaseApi()


@pytest.fixture
def railway(base: FakeBaseApi) -> Railway:
    return Railway(base)


class TestRequireStoreOnTrain:
    async def test_robot_without_a_trip_is_refused(self, railway: Railway) -> None:
        with pytest.raises(StoreNotOnTrain):
            await railway.require_store_on_train(uuid4(), uuid4())

    async def test_refusal_is_not_remembered(self, railway: Railway, base: FakeBaseApi) -> None:
        robot_id, store_id = uuid4(), uuid4()
        with pytest.raises(StoreNotOnTrain):
            await railway.require_store_on_train(robot_id, store_id)
        base.put_on_train(robot_id, store_id)
        await railway.require_store_on_train(robot_id, store_id)

    async def test_store_bound_a_moment_ago_is_seen(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        robot_id, first, second = uuid4(), uuid4(), uuid4()
        base.put_on_train(robot_id, first)
        await railway.require_store_on_train(robot_id, first)
        base.put_on_train(robot_id, first, second)
        await railway.require_store_on_train(robot_id, second)

    async def test_yes_is_remembered_while_base_server_is_away(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        robot_id, store_id = uuid4(), uuid4()
        base.put_on_train(robot_id, store_id)
        await railway.require_store_on_train(robot_id, store_id)
        base.is_away = True
        await railway.require_store_on_train(robot_id, store_id)
        assert base.questions == 1

    async def test_unknown_robot_while_base_server_is_away_is_a_503(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        base.is_away = True
        with pytest.raises(PeerUnavailable):
            await railway.require_store_on_train(uuid4(), uuid4())

    async def test_the_passenger_is_asked_about_in_the_same_question(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        robot_id, store_id, user_id = uuid4(), uuid4(), uuid4()
        base.put_on_train(robot_id, store_id)
        base.users.add(user_id)
        for _ in range(2):
            await railway.require_store_on_train(robot_id, store_id, user_id=user_id)
        assert base.questions == 1

    async def test_unknown_passenger_is_refused_until_it_is_made(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        robot_id, store_id, user_id = uuid4(), uuid4(), uuid4()
        base.put_on_train(robot_id, store_id)
        # The trip is asked for once, and remembered the second time.
        for _ in range(2):
            with pytest.raises(UserNotFound):
                await railway.require_store_on_train(robot_id, store_id, user_id=user_id)
        base.users.add(user_id)
        await railway.require_store_on_train(robot_id, store_id, user_id=user_id)


class TestListTrips:
    async def test_the_first_ticket_is_seen_at_once(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        user_id, store_id = uuid4(), uuid4()
        assert await railway.list_trips(user_id) == []
        base.give_ticket(user_id, store_id)
        assert [trip.store_ids for trip in await railway.list_trips(user_id)] == [[store_id]]


class TestRequireStoreOnTrip:
    async def test_store_of_another_run_is_refused(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        user_id = uuid4()
        base.give_ticket(user_id, uuid4())
        with pytest.raises(StoreNotOnTrain):
            await railway.require_store_on_trip(user_id, uuid4())

    async def test_ticket_bought_a_moment_ago_counts(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        user_id, first, second = uuid4(), uuid4(), uuid4()
        base.give_ticket(user_id, first)
        await railway.require_store_on_trip(user_id, first)
        base.give_ticket(user_id, second, place_number=18)
        await railway.require_store_on_trip(user_id, second)

    async def test_yes_is_remembered_while_base_server_is_away(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        user_id, store_id = uuid4(), uuid4()
        base.give_ticket(user_id, store_id)
        await railway.require_store_on_trip(user_id, store_id)
        base.is_away = True
        with pytest.raises(PeerUnavailable):
            await railway.require_store_on_trip(user_id, uuid4())
        await railway.require_store_on_trip(user_id, store_id)
        await railway.require_seat(user_id, store_id, SeatWish())


class TestRequireUser:
    async def test_unknown_user_is_refused_until_it_is_made(
        self, railway: Railway, base: FakeBaseApi
    ) -> None:
        user_id = uuid4()
        with pytest.raises(UserNotFound):
            await railway.require_user(user_id)
        base.users.add(user_id)
        await railway.require_user(user_id)

    async def test_known_user_is_asked_once(self, railway: Railway, base: FakeBaseApi) -> None:
        user_id = uuid4()
        base.users.add(user_id)
        await railway.require_user(user_id)
        await railway.require_user(user_id)
        assert base.questions == 1
