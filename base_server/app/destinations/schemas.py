from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field
from service_kit.schemas import text

DestinationId = Annotated[str, text(256)]
# Only addresses that a browser may load as a picture, from the platform itself or over TLS.
LogoUrl = Annotated[str, Field(max_length=256, pattern=r"^(/static/|https://)[^\s\\]+$")]


class PlaceCreate(BaseModel):
    name: Annotated[str, text(256)]
    description: Annotated[str, text(1024, minimum=0)] = ""
    logo_url: LogoUrl | None = None
    destination_id: DestinationId


class PlaceRead(BaseModel):
    """A hotel or an attraction."""

    id: UUID
    name: str
    description: str
    logo_url: str | None
    destination_id: str


class Destination(BaseModel):
    destination_id: str
    hotels: list[PlaceRead]
    attractions: list[PlaceRead]
