"""An engineer at the administration of the platform."""

import csv
import datetime as dt
import io
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Self, TypeVar
from urllib.parse import quote
from uuid import UUID, uuid4

from platform_client.models import railway
from platform_client.models.common import Ok
from platform_client.models.railway import (
    Conflict,
    Imported,
    NewPlace,
    NewTicket,
    Place,
    Privilege,
    RunOfDay,
    RunsOfDay,
    StationNames,
    Terminal,
    Ticket,
    TicketOrder,
    TicketWithChecks,
    TrainRun,
    User,
)
from platform_client.models.robots import CommandState
from platform_client.models.sessions import Credentials, Me, Token
from platform_client.models.stores import NewStore, Store
from platform_client.monitoring import Monitoring
from platform_client.platform import Call, Platform
from platform_client.robot import encoded
from platform_client.session import Session
from pydantic import BaseModel

_BASE = "/base_api/admin"
_STORE = "/store_api/admin"
Answer = TypeVar("Answer")


class Engineer:
    """Lists come the newest first, and page by page as they are read. The `key` of a creation
    makes it safe to repeat: the same key is the same thing."""

    def __init__(self, platform: Platform, credentials: Credentials) -> None:
        self.credentials = credentials
        self.session = Session(platform, self._log_in)
        self.monitoring = Monitoring(self.session)

    @classmethod
    async def log_in(cls, platform: Platform, login: str, password: str) -> Self:
        engineer = cls(platform, Credentials(login=login, password=password))
        await engineer.session.sign_in()
        return engineer

    async def _log_in(self) -> Token:
        path = "/base_api/auth/engineer/login"
        call = Call("POST", path, self.credentials, is_repeatable=True)
        return await self.session.platform.send(Token, call)

    async def log_out(self) -> None:
        await self.session.sign_out()

    async def get_me(self) -> Me:
        return await self.session.send(Me, Call("GET", "/base_api/auth/me"))

    async def import_rows(
        self, kind: str, rows: Sequence[Mapping[str, Any]], *, key: str | None = None
    ) -> Imported:
        """Many at once: `users`, `tickets`, `hotels` or `attractions`, each row by the names of its
        columns. All of them or none. The same `key` is the same import."""
        table = io.StringIO()
        writer = csv.DictWriter(table, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        call = Call(
            "POST",
            f"{_BASE}/import/{kind}",
            key=key or str(uuid4()),
            content=table.getvalue().encode(),
            content_type="text/csv",
        )
        return await self.session.send(Imported, call)

    # Engineers

    async def create_engineer(self, login: str, password: str, *, key: str | None = None) -> UUID:
        body = Credentials(login=login, password=password)
        return (await self._create(railway.Created, f"{_BASE}/engineer", body, key)).id

    async def set_privileges(self, engineer_id: UUID, privileges: Sequence[Privilege]) -> None:
        body = {"id": str(engineer_id), "privileges": list(privileges)}
        await self.session.send(Ok, Call("PUT", f"{_BASE}/engineer_privileges", body))

    def list_engineers(self) -> AsyncIterator[railway.Engineer]:
        return self.session.list(railway.Engineer, f"{_BASE}/engineers")

    # Users

    async def create_user(
        self, name: str, face: bytes | None = None, *, key: str | None = None
    ) -> User:
        """`face`: a JPEG, PNG or WebP file. With a face that is refused no user is made."""
        body = {"name": name} | ({"face": encoded(face)} if face is not None else {})
        return await self._create(User, f"{_BASE}/user", body, key)

    async def replace_face(self, user_id: UUID, face: bytes) -> None:
        body = {"face": encoded(face)}
        path = f"{_BASE}/user/{user_id}/face"
        await self.session.send(Ok, Call("PATCH", path, body, is_repeatable=True))

    async def erase_face(self, user_id: UUID) -> None:
        query = {"user_id": str(user_id)}
        await self.session.send(Ok, Call("DELETE", f"{_BASE}/user/face", query=query))

    def list_users(self, *, name: str | None = None) -> AsyncIterator[User]:
        """`name`: how their names begin, in upper or lower case."""
        return self.session.list(User, f"{_BASE}/users", {"name": name})

    async def link_identity(self, user_id: UUID, subject: str) -> None:
        """Whoever the identity provider calls `subject` signs in as this user. Twice is once."""
        path = f"{_BASE}/user/{user_id}/identity"
        await self.session.send(Ok, Call("PUT", path, {"subject": subject}))

    # Tickets

    async def create_ticket(self, order: TicketOrder, *, key: str | None = None) -> NewTicket:
        """Raises PLACE_TAKEN. The code is in this answer only."""
        return await self._create(NewTicket, f"{_BASE}/ticket", order, key)

    def list_tickets(
        self,
        *,
        train_number: str | None = None,
        train_date: dt.date | None = None,
        user_id: UUID | None = None,
        state: str | None = None,
    ) -> AsyncIterator[Ticket]:
        query = {
            "train_number": train_number,
            "train_date": train_date,
            "user_id": user_id,
            "state": state,
        }
        return self.session.list(Ticket, f"{_BASE}/tickets", query)

    async def get_ticket(self, ticket_id: UUID) -> TicketWithChecks:
        return await self.session.send(TicketWithChecks, Call("GET", f"{_BASE}/ticket/{ticket_id}"))

    async def revoke_ticket(self, ticket_id: UUID) -> None:
        """Its place is free then. Twice is once."""
        await self.session.send(Ok, Call("DELETE", f"{_BASE}/ticket/{ticket_id}"))

    async def list_train_runs(self, train_date: dt.date) -> list[RunOfDay]:
        """Those with tickets, the first to depart first."""
        call = Call("GET", f"{_BASE}/train_runs", query={"train_date": train_date})
        return (await self.session.send(RunsOfDay, call)).items

    def list_conflicts(
        self, *, train_number: str | None = None, train_date: dt.date | None = None
    ) -> AsyncIterator[Conflict]:
        """Boardings that cannot all be true, of robots that were without the uplink."""
        query = {"train_number": train_number, "train_date": train_date}
        return self.session.list(Conflict, f"{_BASE}/conflicts", query)

    # Destinations

    async def name_station(self, station_id: str, names: Mapping[str, str]) -> None:
        """By the id that tickets carry; `names` by language."""
        path = f"{_BASE}/station/{quote(station_id, safe='')}"
        call = Call("PUT", path, {"names": dict(names)})
        await self.session.send(StationNames, call)

    def list_stations(self) -> AsyncIterator[StationNames]:
        """Those that have names."""
        return self.session.list(StationNames, f"{_BASE}/stations")

    async def create_hotel(self, hotel: NewPlace, *, key: str | None = None) -> Place:
        return await self._create(Place, f"{_BASE}/hotel", hotel, key)

    def list_hotels(self, destination_id: str | None = None) -> AsyncIterator[Place]:
        return self.session.list(Place, f"{_BASE}/hotels", {"destination_id": destination_id})

    async def create_attraction(self, attraction: NewPlace, *, key: str | None = None) -> Place:
        return await self._create(Place, f"{_BASE}/attraction", attraction, key)

    def list_attractions(self, destination_id: str | None = None) -> AsyncIterator[Place]:
        return self.session.list(Place, f"{_BASE}/attractions", {"destination_id": destination_id})

    # Stores and devices

    async def create_store(self, store: NewStore, *, key: str | None = None) -> Store:
        return await self._create(Store, f"{_STORE}/store", store, key)

    def list_stores(self) -> AsyncIterator[Store]:
        """The open ones."""
        return self.session.list(Store, f"{_STORE}/stores")

    async def close_store(self, store_id: UUID) -> None:
        """A store that has sold something is archived."""
        await self.session.send(Ok, Call("DELETE", f"{_STORE}/store/{store_id}"))

    async def bind_store(self, store_id: UUID, run: TrainRun) -> None:
        """It sells on this run from now on. Twice is once."""
        call = Call("POST", f"{_BASE}/store/{store_id}/train", run, is_repeatable=True)
        await self.session.send(Ok, call)

    def list_store_runs(self, store_id: UUID) -> AsyncIterator[TrainRun]:
        """On which it sells, past ones too."""
        return self.session.list(TrainRun, f"{_BASE}/store/{store_id}/trains")

    async def unbind_store(self, store_id: UUID, run: TrainRun) -> None:
        query = run.model_dump(mode="json")
        call = Call("DELETE", f"{_BASE}/store/{store_id}/train/unbind", query=query)
        await self.session.send(Ok, call)

    def list_robots(self) -> AsyncIterator[railway.Robot]:
        return self.session.list(railway.Robot, f"{_BASE}/robots")

    async def give_command(
        self,
        robot_id: UUID,
        kind: str,
        payload: dict[str, Any] | None = None,
        *,
        expires_in: int = 300,
        key: str | None = None,
    ) -> CommandState:
        """The robot hears of it with its next heartbeat."""
        body = {"kind": kind, "payload": payload or {}, "expires_in": expires_in}
        return await self._create(CommandState, f"{_BASE}/robot/{robot_id}/command", body, key)

    def list_terminals(self, store_id: UUID | None = None) -> AsyncIterator[Terminal]:
        return self.session.list(Terminal, f"{_BASE}/store_terminals", {"store_id": store_id})

    async def _create(
        self,
        answer_type: type[Answer],
        path: str,
        body: BaseModel | dict[str, Any],
        key: str | None,
    ) -> Answer:
        call = Call("POST", path, body, key=key or str(uuid4()))
        return await self.session.send(answer_type, call)
