import datetime as dt
from typing import Annotated, Self
from uuid import UUID

from face_api import LivenessAnswer
from pydantic import Field, model_validator
from service_kit.schemas import Schema, text
from ticket_rules import Mode, Reason, Verdict

from app.fields import Picture
from app.tickets.codes import MAXIMUM_CODE_LENGTH


class CheckRequest(Schema):
    """Either `code` or `face`, with `liveness` if the person was asked to move. The same
    `request_id` with the same question is the same check."""

    request_id: Annotated[str, text(64)]
    code: Annotated[str | None, Field(min_length=1, max_length=MAXIMUM_CODE_LENGTH)] = None
    face: Picture | None = None
    liveness: LivenessAnswer | None = None
    mode: Mode

    @model_validator(mode="after")
    def require_one_of_code_and_face(self) -> Self:
        if (self.code is None) == (self.face is None):
            raise ValueError("send either code or face")
        if self.face is None and self.liveness is not None:
            raise ValueError("liveness belongs to a face")
        return self


class CheckedTicket(Schema):
    id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    destination: str
    start_date: dt.date


class CheckedUser(Schema):
    id: UUID
    name: str


class VerdictRead(Schema):
    """`first_checked_at` is when the ticket was boarded with, if it was."""

    verdict: Verdict
    reason: Reason | None
    ticket: CheckedTicket | None
    user: CheckedUser | None
    checked_at: dt.datetime
    first_checked_at: dt.datetime | None
