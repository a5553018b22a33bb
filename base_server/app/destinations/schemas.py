from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from service_kit.languages import MAXIMUM_LANGUAGES, Language
from service_kit.schemas import Schema, text

DestinationId = Annotated[str, text(256)]
# Only addresses that a browser may load as a picture, from the platform itself or over TLS.
LogoUrl = Annotated[str, Field(max_length=256, pattern=r"^(/static/|https://)[^\s\\]+$")]


Name = Annotated[str, text(256)]
Description = Annotated[str, text(1024, minimum=0)]


class PlaceTranslation(Schema):
    name: Name
    description: Description = ""


class PlaceFields(Schema):
    """What stands for any language."""

    name: Name
    description: Description = ""
    logo_url: LogoUrl | None = None
    destination_id: DestinationId


class PlaceCreate(PlaceFields):
    """A change that leaves `translations` out keeps those that there are."""

    translations: Annotated[
        dict[Language, PlaceTranslation],
        Field(max_length=MAXIMUM_LANGUAGES, description="By language (ISO 639-1)."),
    ] = Field(
        default_factory=dict,
        examples=[{"ru": {"name": "Эрмитаж", "description": "Закрыт по понедельникам."}}],
    )

    def columns(self) -> dict[str, Any]:
        kept = {"translations"} - self.model_fields_set
        return self.model_dump(exclude=kept)


class PlaceRead(Schema):
    """A hotel or an attraction. `name` and `description` are those that stand for any language,
    but where a language was asked for."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    destination_id: str
    translations: dict[str, PlaceTranslation]


class Destination(Schema):
    destination_id: str
    hotels: list[PlaceRead]
    attractions: list[PlaceRead]
