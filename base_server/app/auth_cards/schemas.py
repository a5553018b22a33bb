import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema, Secret

from app.engineers.schemas import EngineerRead
from app.models import AuthCard

CardKey = Annotated[
    Secret, Field(min_length=4, max_length=200, description="What a reader reads of the card.")
]


class CardPresented(Schema):
    key: CardKey


class CardRead(Schema):
    """The key itself is never shown."""

    id: UUID
    engineer_id: UUID
    created_at: dt.datetime

    @classmethod
    def of(cls, card: AuthCard) -> "CardRead":
        return cls.model_validate(card, from_attributes=True)


class CardHolder(Schema):
    engineer: EngineerRead
