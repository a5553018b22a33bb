"""People, tickets, robots and what waits at a destination."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel


class Privilege(StrEnum):
    ROBOT_LOGIN = "ROBOT_LOGIN"
    STORE_LOGIN = "STORE_LOGIN"
    ADMIN = "ADMIN"
    SECURITY = "SECURITY"


class Created(BaseModel):
    id: UUID


class Engineer(BaseModel):
    id: UUID
    login: str
    privileges: list[str]


class User(BaseModel):
    id: UUID
    name: str


class TrainRun(BaseModel):
    """`train_date` is the local date on which the run starts."""

    train_number: str
    train_date: dt.date


class Trip(TrainRun):
    wagon_number: int | None = None


class TicketOrder(BaseModel):
    """`date` is when the passenger departs, with an offset; `start_date` when the run starts."""

    user_id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    date: dt.datetime
    start_date: dt.date


class NewTicket(BaseModel):
    """`code` is never shown again."""

    id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    destination: str
    code: str


class Ticket(BaseModel):
    id: UUID
    user_id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    date: dt.datetime
    start_date: dt.date
    state: str
    boarded_at: dt.datetime | None
    boarded_by: UUID | None


class Check(BaseModel):
    robot_id: UUID
    mode: str
    verdict: str
    reason: str | None
    checked_at: dt.datetime


class TicketWithChecks(Ticket):
    checks: list[Check]


class Conflict(BaseModel):
    """A boarding that does not hold; the ticket tells who holds it instead."""

    check_id: UUID
    cause: str
    robot_id: UUID
    checked_at: dt.datetime
    ticket: Ticket | None
    settled_at: dt.datetime | None


class RunOfDay(BaseModel):
    """`tickets` without the revoked ones; `boarded` of them."""

    train_number: str
    train_date: dt.date
    tickets: int
    boarded: int


class RunsOfDay(BaseModel):
    items: list[RunOfDay]


class PlaceTranslation(BaseModel):
    name: str
    description: str = ""


class Place(BaseModel):
    """A hotel or an attraction. `translations` by language (ISO 639-1)."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    destination_id: str
    translations: dict[str, PlaceTranslation] = {}


class StationNames(BaseModel):
    """`names` by language (ISO 639-1)."""

    station_id: str
    names: dict[str, str]


class NewPlace(BaseModel):
    name: str
    description: str = ""
    logo_url: str | None = None
    destination_id: str
    translations: dict[str, PlaceTranslation] = {}


class Destination(BaseModel):
    destination_id: str
    hotels: list[Place]
    attractions: list[Place]


class Robot(BaseModel):
    id: UUID
    robot_model_id: str
    robot_model_name: str
    key_fingerprint: str
    trip: Trip | None
    last_seen_at: dt.datetime | None
    connection: str


class Terminal(BaseModel):
    id: UUID
    store_id: UUID
    key_fingerprint: str
    last_seen_at: dt.datetime | None


class IssuedCode(BaseModel):
    """`row` counts as a spreadsheet does: the header is row 1."""

    row: int
    id: UUID
    code: str


class Imported(BaseModel):
    """`codes` of the tickets that were issued: here and never again."""

    rows: int
    created: int
    changed: int
    codes: list[IssuedCode]
