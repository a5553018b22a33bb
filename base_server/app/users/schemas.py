import datetime as dt
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.schemas import Schema, text

from app.fields import PersonName, Picture
from app.models import ConsentSource, FaceConsent, User


class UserCreate(Schema):
    """With `face`, the railway vouches for the passenger's consent."""

    name: PersonName
    face: Picture | None = None


class UserRead(Schema):
    id: UUID
    name: str

    @classmethod
    def of(cls, user: User) -> "UserRead":
        return cls(id=user.id, name=user.name)


class ConsentRead(Schema):
    """`source`: who vouches for it, the passenger in person or the railway's own system."""

    text_version: str
    source: ConsentSource
    given_at: dt.datetime
    withdrawn_at: dt.datetime | None

    @classmethod
    def of(cls, consent: FaceConsent) -> "ConsentRead":
        return cls.model_validate(consent, from_attributes=True)


class UserDetail(UserRead):
    """`face_consent` is null when no face is kept."""

    created_at: dt.datetime
    face_consent: ConsentRead | None


class FaceUpdate(Schema):
    """The railway vouches for the passenger's consent."""

    face: Picture


class ErasureState(StrEnum):
    """`PENDING`: face_server is away. It is erased as soon as that is back."""

    DONE = "DONE"
    PENDING = "PENDING"

    @classmethod
    def of(cls, is_done: bool) -> "ErasureState":
        return cls.DONE if is_done else cls.PENDING


class FaceErased(Schema):
    status: Literal["OK"] = Field(examples=["OK"])
    erasure: ErasureState

    @classmethod
    def of(cls, is_done: bool) -> "FaceErased":
        return cls(status="OK", erasure=ErasureState.of(is_done))


class ConsentText(Schema):
    """`text` by language."""

    version: str
    text: dict[str, str]


class UserFilters:
    def __init__(
        self,
        name: Annotated[
            str | None,
            Query(
                min_length=1,
                max_length=60,
                description="How the name begins, whatever its case and accents.",
            ),
            text(60),
        ] = None,
    ) -> None:
        self.name = name
