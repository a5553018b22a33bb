from enum import StrEnum
from typing import Annotated
from uuid import UUID

from base_api import Privilege
from pydantic import Field
from service_kit.schemas import Schema, Secret

from app.fields import Login
from app.models import Engineer

# Long enough for a passphrase; argon2 would take any length, but a body has to end somewhere.
Password = Annotated[Secret, Field(min_length=10, max_length=200)]


class PrivilegeName(StrEnum):
    """The names under which privileges travel; stored as bits of `base_api.Privilege`."""

    ROBOT_LOGIN = "ROBOT_LOGIN"
    STORE_LOGIN = "STORE_LOGIN"
    ADMIN = "ADMIN"
    SECURITY = "SECURITY"


def to_mask(names: list[PrivilegeName]) -> int:
    mask = 0
    for name in names:
        mask |= Privilege[name]
    return mask


def to_names(mask: int) -> list[PrivilegeName]:
    return [name for name in PrivilegeName if mask & Privilege[name]]


class EngineerCreate(Schema):
    login: Login
    password: Password


class EngineerCreated(Schema):
    id: UUID
    login: str


class EngineerRead(Schema):
    """`is_from_provider`: the privileges follow the roles at the identity provider, at each sign-in
    there, and cannot be changed here; nor can a password be set."""

    id: UUID
    login: str
    privileges: list[PrivilegeName]
    is_from_provider: bool

    @classmethod
    def of(cls, engineer: Engineer) -> "EngineerRead":
        return cls(
            id=engineer.id,
            login=engineer.login,
            privileges=to_names(engineer.privileges),
            is_from_provider=engineer.subject is not None,
        )


class PasswordUpdate(Schema):
    password: Password


class PrivilegesUpdate(Schema):
    id: UUID
    privileges: list[PrivilegeName]
