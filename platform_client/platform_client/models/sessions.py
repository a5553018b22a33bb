from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel


class Method(StrEnum):
    """How a device proves its key."""

    SIGN = "sign"
    DECRYPT = "decrypt"


class Credentials(BaseModel):
    """Of an engineer. Never shown: `repr` leaves the password out."""

    login: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.login!r})"

    __str__ = __repr__


class Token(BaseModel):
    access_token: str
    expires_in: int


class DeviceIdentity(BaseModel):
    """What a device keeps beside its key: its id, and the platform's name, which it pins."""

    id: UUID
    server: str


class Challenge(BaseModel):
    challenge_id: UUID
    method: Method
    algorithm: str
    server: str
    challenge: str
    expires_in: int


class Me(BaseModel):
    kind: str
    id: UUID
    name: str
    privileges: list[str]
    store_id: UUID | None
