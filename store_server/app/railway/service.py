"""Questions to base_server, with a short memory."""

from contextlib import suppress
from typing import Annotated, ClassVar
from uuid import UUID

from base_api import BaseApi, RobotTrip, UserTrip
from cachetools import TTLCache
from fastapi import Depends
from service_kit.components import Component, provide

from app.railway.errors import SeatNotFound, StoreNotOnTrain, UserNotFound
from app.railway.seats import SeatWish, choose_seat

# A robot that changes its train may sell on the old one for this long.
TRIP_SECONDS = 3.0
USER_SECONDS = 30.0
_REMEMBERED_ROBOTS = 10_000
_REMEMBERED_USERS = 100_000


class Railway(Component):
    """Only a yes is remembered: what was missing a moment ago may just have been made.

    Raises `PeerUnavailable` (503) when base_server is away and the answer is not remembered.
    """

    name: ClassVar[str] = "base"
    required: ClassVar[bool] = False

    def __init__(self, base_api: BaseApi) -> None:
        self._base_api = base_api
        self._trips: TTLCache[UUID, RobotTrip] = TTLCache(_REMEMBERED_ROBOTS, TRIP_SECONDS)
        self._user_trips: TTLCache[UUID, list[UserTrip]] = TTLCache(_REMEMBERED_USERS, TRIP_SECONDS)
        self._users: TTLCache[UUID, bool] = TTLCache(_REMEMBERED_USERS, USER_SECONDS)

    async def open(self) -> None:
        await self._base_api.open()

    async def close(self) -> None:
        await self._base_api.close()

    async def check(self) -> None:
        await self._base_api.check()

    async def require_store_on_train(
        self, robot_id: UUID, store_id: UUID, *, user_id: UUID | None = None
    ) -> None:
        """Raise `StoreNotOnTrain` unless the store sells on the run that the robot serves now, and
        `UserNotFound` where a user is named that nobody knows. All is well after one question."""
        trip = self._trips.get(robot_id)
        if trip is None or store_id not in trip.store_ids:
            trip = await self._base_api.get_robot_trip(robot_id, user_id=user_id)
            if trip is None or store_id not in trip.store_ids:
                raise StoreNotOnTrain
            self._trips[robot_id] = trip
            if user_id is not None and trip.is_user:
                self._users[user_id] = True
        if user_id is not None:
            await self.require_user(user_id)

    async def list_trips(self, user_id: UUID) -> list[UserTrip]:
        """The tickets of a passenger that are good now."""
        remembered = self._user_trips.get(user_id)
        return await self._ask_for_trips(user_id) if remembered is None else remembered

    async def _ask_for_trips(self, user_id: UUID) -> list[UserTrip]:
        trips = await self._base_api.list_user_trips(user_id)
        if trips:
            self._user_trips[user_id] = trips
        return trips

    async def require_store_on_trip(self, user_id: UUID, store_id: UUID) -> None:
        """Raise `StoreNotOnTrain` unless the store sells on the run of an own ticket.

        What is remembered must not refuse: the store may just have been bound.
        """
        if _sells_on(self._user_trips.get(user_id, []), store_id):
            return
        if not _sells_on(await self._ask_for_trips(user_id), store_id):
            raise StoreNotOnTrain

    async def require_seat(self, user_id: UUID, store_id: UUID, wish: SeatWish) -> UserTrip:
        """Where to bring it: the seat of an own ticket, on a run on which the store sells.

        What is remembered must not refuse: a ticket may just have been bought.
        """
        remembered = self._user_trips.get(user_id)
        if remembered is not None:
            with suppress(StoreNotOnTrain, SeatNotFound):
                return choose_seat(remembered, store_id, wish)
        return choose_seat(await self._ask_for_trips(user_id), store_id, wish)

    async def require_user(self, user_id: UUID) -> None:
        if user_id in self._users:
            return
        if not await self._base_api.is_user(user_id):
            raise UserNotFound
        self._users[user_id] = True


def _sells_on(trips: list[UserTrip], store_id: UUID) -> bool:
    return any(store_id in trip.store_ids for trip in trips)


RailwayDep = Annotated[Railway, Depends(provide(Railway))]
