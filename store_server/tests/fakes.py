"""base_server, faked at the port that store_server asks it through."""

import datetime as dt
from uuid import UUID, uuid4

from base_api import BaseApi, RobotTrip, UserTrip
from pydantic import SecretStr
from service_kit.http_client import PeerUnavailable
from service_kit.settings import PeerSettings


class FakeBaseApi(BaseApi):
    """Knows the trips and users that a test tells it, and can be away."""

    def __init__(self) -> None:
        super().__init__(PeerSettings(url="http://base", secret=SecretStr("-")), caller="store")
        self.trips: dict[UUID, RobotTrip] = {}
        self.user_trips: dict[UUID, list[UserTrip]] = {}
        self.users: set[UUID] = set()
        self.is_away = False
        self.questions = 0

    def put_on_train(self, robot_id: UUID, *store_ids: UUID) -> None:
        """The robot serves a run on which these stores sell."""
        self.trips[robot_id] = RobotTrip(
            train_number="002A",
            train_date=dt.date(2026, 3, 8),
            wagon_number=None,
            store_ids=list(store_ids),
        )

    def give_ticket(self, user_id: UUID, *store_ids: UUID, place_number: int = 17) -> UUID:
        """The user has a seat in wagon 4 of a run on which these stores sell."""
        ticket_id = uuid4()
        trip = UserTrip(
            ticket_id=ticket_id,
            train_number="002A",
            train_date=dt.date(2026, 3, 8),
            wagon_number=4,
            place_number=place_number,
            store_ids=list(store_ids),
        )
        self.user_trips.setdefault(user_id, []).append(trip)
        self.users.add(user_id)
        return ticket_id

    async def check(self) -> None:
        self._ask()

    async def get_robot_trip(
        self, robot_id: UUID, *, user_id: UUID | None = None
    ) -> RobotTrip | None:
        self._ask()
        trip = self.trips.get(robot_id)
        if trip is None or user_id is None:
            return trip
        return trip.model_copy(update={"is_user": user_id in self.users})

    async def is_user(self, user_id: UUID) -> bool:
        self._ask()
        return user_id in self.users

    async def list_user_trips(self, user_id: UUID) -> list[UserTrip]:
        self._ask()
        return list(self.user_trips.get(user_id, []))

    def _ask(self) -> None:
        self.questions += 1
        if self.is_away:
            raise PeerUnavailable("base is away. Try again in a few seconds.")
