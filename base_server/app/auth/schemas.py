from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from service_kit.schemas import Schema, Secret, StrictBase64, text

from app.device_keys.keys import Algorithm
from app.engineers.schemas import PrivilegeName
from app.fields import Login

PublicKeyPem = Annotated[
    str, Field(min_length=1, max_length=4096, description="SPKI PEM of the device's public key.")
]
# Any password may be tried; only new ones have to be long.
TriedPassword = Annotated[Secret, Field(max_length=200)]


class Credentials(Schema):
    login: Login
    password: TriedPassword


class RobotRegistration(Credentials):
    public_key: PublicKeyPem
    robot_model_id: Annotated[str, text(60)]
    robot_model_name: Annotated[str, text(60)]


class StoreRegistration(Credentials):
    public_key: PublicKeyPem
    store_id: UUID


class DeviceRegistered(Schema):
    """`server` is the platform's name: a device pins it and signs it with each challenge."""

    id: UUID
    server: str


class Method(StrEnum):
    DECRYPT = "decrypt"
    SIGN = "sign"


class ChallengeRequest(Schema):
    device_id: UUID
    method: Method


class ChallengeRead(Schema):
    challenge_id: UUID
    method: Method
    algorithm: Algorithm
    server: str
    challenge: str
    expires_in: int


class TokenRequest(Schema):
    challenge_id: UUID
    answer: Annotated[StrictBase64, Field(max_length=2048)]


class KeyReplacement(Schema):
    """Both sign `provodnik-key-v1|{server}|{device_id}|{challenge_id}|{challenge}|{fingerprint}`,
    where the fingerprint is the SHA-256, in hex, of the new key's SPKI DER.
    """

    challenge_id: UUID
    public_key: PublicKeyPem
    signature: Annotated[StrictBase64, Field(max_length=2048, description="By the old key.")]
    proof: Annotated[StrictBase64, Field(max_length=2048, description="By the new key.")]


class Token(Schema):
    """`expires_in` is in seconds."""

    access_token: str
    token_type: Literal["bearer"]
    expires_in: int

    @classmethod
    def bearer(cls, token: str, expires_in: int) -> "Token":
        return cls(access_token=token, token_type="bearer", expires_in=expires_in)  # noqa: S106


class Me(Schema):
    kind: str
    id: UUID
    name: str
    privileges: list[PrivilegeName]
    store_id: UUID | None
