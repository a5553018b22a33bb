"""The file in which developers, and the first page, find logins and codes."""

import datetime as dt
from pathlib import Path
from uuid import UUID

from pydantic import BaseModel, ValidationError

from app.plan import Passenger
from app.private_files import replace_privately


class Login(BaseModel):
    login: str
    password: str
    privileges: list[str]


class PassengerLogin(BaseModel):
    """For the identity provider's page."""

    login: str
    password: str
    name: str


class StaffLogin(BaseModel):
    """Of somebody whose privileges follow the roles at the identity provider."""

    login: str
    password: str
    name: str
    roles: list[str]


class SampleTicket(BaseModel):
    """A ticket with its code, which the platform tells only once."""

    id: UUID
    code: str
    passenger: str
    train_number: str
    train_date: dt.date
    wagon_number: int
    place_number: int
    station_id: str
    destination: str

    @property
    def run(self) -> tuple[str, dt.date]:
        return self.train_number, self.train_date

    @classmethod
    def of(cls, ticket_id: UUID, code: str, passenger: Passenger) -> "SampleTicket":
        return cls(
            id=ticket_id,
            code=code,
            passenger=passenger.name,
            train_number=passenger.run.train_number,
            train_date=passenger.run.train_date,
            wagon_number=passenger.wagon_number,
            place_number=passenger.place_number,
            station_id=passenger.station_id,
            destination=passenger.destination,
        )


class Summary(BaseModel):
    logins: list[Login]
    passengers: list[PassengerLogin] = []
    provider_staff: list[StaffLogin] = []
    loaded_at: dt.datetime
    sample_tickets: list[SampleTicket]


def read_samples(file: Path) -> list[SampleTicket]:
    """Those of an earlier load; none when there is no such file, or it is another one."""
    try:
        return Summary.model_validate_json(file.read_bytes()).sample_tickets
    except (FileNotFoundError, ValidationError):
        return []


def write_summary(file: Path, summary: Summary) -> None:
    replace_privately(file, summary.model_dump_json(indent=2).encode())
