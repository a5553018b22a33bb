import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from face_api import LivenessAnswer
from pydantic import Field
from service_kit.schemas import Schema
from store_api import UserPurchase

from app.fields import Picture
from app.models import Incident, IncidentKind, IncidentParticipant
from app.tickets.schemas import CheckRead, TicketRead
from app.users.schemas import ConsentRead, ErasureState, UserRead


class FaceConsentUpdate(Schema):
    """`consent_version`: of the text that was shown, see `GET /users/face_consent`."""

    face: Picture
    liveness: LivenessAnswer | None = None
    consent_version: Annotated[str, Field(max_length=20)]


class TicketChecks(TicketRead):
    checks: list[CheckRead]


class Reached(StrEnum):
    """`UNREACHABLE`: this server is away, so what it holds is missing here. Ask again later."""

    OK = "OK"
    UNREACHABLE = "UNREACHABLE"


class HeldFace(Schema):
    """`is_held` is null while face_server is away. What is held is a list of numbers made from the
    picture; the picture itself is not kept."""

    state: Reached
    is_held: bool | None


class HeldPurchases(Schema):
    state: Reached
    purchases: list[UserPurchase] | None


class IncidentPart(Schema):
    """An incident at which a camera took somebody for the passenger: when and where, how sure the
    match was, and the passenger's seats then. Of others nothing."""

    incident_id: UUID
    kind: IncidentKind
    occurred_at: dt.datetime
    train_number: str | None
    train_date: dt.date | None
    wagon_number: int | None
    camera_place: str | None
    confidence: float
    seats: list[dict[str, Any]]

    @classmethod
    def of(cls, participant: IncidentParticipant, incident: Incident) -> "IncidentPart":
        return cls(
            incident_id=incident.id,
            kind=incident.kind,
            occurred_at=incident.occurred_at,
            train_number=incident.train_number,
            train_date=incident.train_date,
            wagon_number=incident.wagon_number,
            camera_place=incident.camera_place,
            confidence=participant.confidence,
            seats=participant.seats,
        )


class RecordRead(Schema):
    """An entry about the passenger in the record of changes."""

    at: dt.datetime
    action: str
    changes: dict[str, Any] | None


class PassengerExport(Schema):
    """Everything that is held about a passenger. `is_complete` is false while a server is away."""

    made_at: dt.datetime
    is_complete: bool
    user: UserRead
    created_at: dt.datetime
    identity_subjects: list[str]
    face_consents: list[ConsentRead]
    face: HeldFace
    tickets: list[TicketChecks]
    purchases: HeldPurchases
    incidents: list[IncidentPart]
    records: list[RecordRead]


class Removed(Schema):
    """`count` is null where it is not counted."""

    server: Literal["base_server", "face_server"]
    what: str
    count: int | None
    state: ErasureState


class Kept(Schema):
    server: Literal["base_server", "store_server"]
    what: str
    count: int | None
    why: str


class Receipt(Schema):
    """`state` is `PENDING` until every line of `removed` is done."""

    id: UUID
    state: ErasureState
    erased_at: dt.datetime
    finished_at: dt.datetime | None
    removed: list[Removed]
    kept: list[Kept]


class NewReceipt(Receipt):
    """`secret` is shown here and never again: with it the receipt can be read later."""

    secret: str


class UserErased(Schema):
    """`PENDING`: face_server is away. The face is erased as soon as it is back; until then it
    identifies nobody."""

    status: Literal["OK"] = Field(examples=["OK"])
    erasure: ErasureState
