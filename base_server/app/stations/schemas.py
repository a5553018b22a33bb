from typing import Annotated

from pydantic import Field
from service_kit.languages import MAXIMUM_LANGUAGES, Language
from service_kit.schemas import Schema, text

MAXIMUM_IDS = 100

# As long as the destination of a hotel may be.
AnyStationId = Annotated[str, text(256)]
Names = Annotated[
    dict[Language, Annotated[str, text(100)]],
    Field(
        min_length=1,
        max_length=MAXIMUM_LANGUAGES,
        description="By language (ISO 639-1).",
        examples=[{"ru": "Москва", "en": "Moscow"}],
    ),
]


class StationWrite(Schema):
    names: Names


class StationRead(Schema):
    station_id: str
    names: dict[str, str]
