"""Field types that several features share."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from face_api import LivenessAnswer
from pydantic import BaseModel, BeforeValidator, Field
from service_kit.schemas import text


def _date_part(value: Any) -> Any:
    """A date-time is taken for its own date, in its own offset."""
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value).date()
    return value


TrainNumber = Annotated[str, text(20), Field(examples=["002A"])]
TrainDate = Annotated[
    date,
    BeforeValidator(_date_part),
    Field(description="The local date on which the run starts; of a date-time, its date."),
]
# More wagons or places than any train has would only be a slip of the keyboard.
WagonNumber = Annotated[int, Field(ge=1, le=99)]
PlaceNumber = Annotated[int, Field(ge=1, le=999)]
PersonName = Annotated[str, text(60)]
Login = Annotated[str, text(60)]
StationId = Annotated[str, text(60)]
# Base64 of a picture. The bytes themselves are judged by face_server.
Picture = Annotated[
    str,
    Field(min_length=1, description="JPEG, PNG or WebP as base64; a data URL is accepted."),
]


@dataclass(frozen=True, slots=True)
class ShownFace:
    """A picture, and the pictures of a liveness challenge if there was one."""

    picture: str
    liveness: LivenessAnswer | None = None


class TrainRun(BaseModel):
    train_number: TrainNumber
    train_date: TrainDate
