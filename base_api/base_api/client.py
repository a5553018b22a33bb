"""The client of base_server's internal routes."""

from datetime import date
from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

from pydantic import TypeAdapter
from service_kit.http_client import PeerError, ServiceClient
from service_kit.schemas import Schema


class RobotTrip(Schema):
    """The run that a robot serves now, and the stores that sell on it.

    `is_user`: is there the user that was asked about? None when none was.
    """

    train_number: str
    train_date: date
    wagon_number: int | None
    store_ids: list[UUID]
    is_user: bool | None = None


class UserTrip(Schema):
    """A ticket of a user that is good now, and the stores that sell on its run."""

    ticket_id: UUID
    train_number: str
    train_date: date
    wagon_number: int
    place_number: int
    store_ids: list[UUID]


_user_trips = TypeAdapter(list[UserTrip])
_trip: TypeAdapter[RobotTrip | None] = TypeAdapter(RobotTrip | None)


class BaseApi(ServiceClient):
    """Raises `PeerUnavailable` while base_server is away."""

    name: ClassVar[str] = "base"

    async def get_robot_trip(
        self, robot_id: UUID, *, user_id: UUID | None = None
    ) -> RobotTrip | None:
        """The robot's trip; None when the robot is unknown or has no trip set."""
        asked = None if user_id is None else {"user_id": str(user_id)}
        try:
            answer = await self.request("GET", f"/internal/robots/{robot_id}/trip", params=asked)
        except PeerError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        return _trip.validate_json(answer.content)

    async def list_user_trips(self, user_id: UUID) -> list[UserTrip]:
        """The tickets with which the user may travel now; none when the user is unknown."""
        answer = await self.request("GET", f"/internal/users/{user_id}/trips")
        return _user_trips.validate_json(answer.content)

    async def is_user(self, user_id: UUID) -> bool:
        """Does a user with this id exist?"""
        try:
            await self.request("GET", f"/internal/users/{user_id}")
        except PeerError as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return False
            raise
        return True
