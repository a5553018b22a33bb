"""Field types that several features share."""

from dataclasses import dataclass
from typing import Annotated

from face_api import LivenessAnswer
from pydantic import Field
from service_kit.schemas import LocalDate, Schema, text

TrainNumber = Annotated[str, text(20), Field(examples=["002A"])]
TrainDate = Annotated[
    LocalDate,
    Field(description="The local date on which the run starts; of a date-time, its date."),
]
# More wagons or places than any train has would only be a slip of the keyboard.
WagonNumber = Annotated[int, Field(ge=1, le=99)]
PlaceNumber = Annotated[int, Field(ge=1, le=999)]
PersonName = Annotated[str, text(60)]
Login = Annotated[str, text(60)]
SearchText = Annotated[str, text(60)]
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


class TrainRun(Schema):
    train_number: TrainNumber
    train_date: TrainDate
