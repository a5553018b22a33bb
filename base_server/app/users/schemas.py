from uuid import UUID

from pydantic import BaseModel

from app.fields import PersonName, Picture
from app.models import User


class UserCreate(BaseModel):
    name: PersonName
    face: Picture | None = None


class UserRead(BaseModel):
    id: UUID
    name: str

    @classmethod
    def of(cls, user: User) -> "UserRead":
        return cls(id=user.id, name=user.name)


class FaceUpdate(BaseModel):
    face: Picture
