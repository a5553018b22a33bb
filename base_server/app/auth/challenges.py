"""Challenges: made, kept in Redis for a minute, used up by the first answer.

An unknown device, and one whose key cannot do what was asked, get a challenge of the same shape
and cost that no answer can meet, so that nobody learns from it which devices exist.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from uuid import UUID, uuid4

import orjson
from cryptography.hazmat.primitives.asymmetric import rsa
from redis.asyncio import Redis

from app.auth.schemas import Method
from app.device_keys.keys import (
    Algorithm,
    DevicePublicKey,
    encrypt_for,
    is_signature,
    load_public_key,
    signing_algorithm,
    to_pem,
)

LIFETIME_SECONDS = 60
SECRET_BYTES = 32
DOMAIN = "provodnik-auth-v1"
KEY_DOMAIN = "provodnik-key-v1"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the device is sent."""

    id: UUID
    method: Method
    algorithm: Algorithm
    challenge: str


@dataclass(frozen=True, slots=True)
class PendingChallenge:
    """What the server keeps: whom it asked, and how to judge the answer."""

    device_id: UUID
    method: Method
    public_key: str | None
    message: bytes
    """The text to be signed, or the SHA-256 of the bytes to be returned."""

    def text_for_key(self, key_fingerprint: str) -> bytes:
        """What is signed to replace the key: the challenge and the new key, in another domain, so
        that neither signature can ever stand for a sign-in."""
        if self.method is not Method.SIGN:
            raise ValueError("a challenge to decrypt has no text")
        asked = self.message.removeprefix(DOMAIN.encode())
        return KEY_DOMAIN.encode() + asked + f"|{key_fingerprint}".encode()

    def is_met_by(self, answer: bytes) -> bool:
        if self.method is Method.DECRYPT:
            return secrets.compare_digest(hashlib.sha256(answer).digest(), self.message)
        key = (
            load_public_key(self.public_key)
            if self.public_key
            else _decoy_key(_SHORTEST_DECOY_BITS)
        )
        return is_signature(key, answer, self.message)


# What an unknown device seems to have: RSA keys of several lengths, but mostly other ones.
_DECOYS = (
    (Algorithm.ED25519, 2048),
    (Algorithm.ED25519, 2048),
    (Algorithm.ED25519, 2048),
    (Algorithm.ES256, 2048),
    (Algorithm.ES256, 2048),
    (Algorithm.PS256, 2048),
    (Algorithm.PS256, 3072),
    (Algorithm.PS256, 4096),
)
_SHORTEST_DECOY_BITS = 2048


@cache
def _decoy_key(bits: int) -> rsa.RSAPublicKey:
    """A key whose private half nobody has: no answer can prove it.

    The modulus is a random number, at no cost. That it is no product of two primes cannot be seen
    in what it encrypts.
    """
    modulus = secrets.randbits(bits) | 1 << (bits - 1) | 1
    return rsa.RSAPublicNumbers(65537, modulus).public_key()


def make(
    device_id: UUID, key: DevicePublicKey | None, method: Method, server: str
) -> tuple[Challenge, PendingChallenge]:
    """A fresh challenge for a device; `key` is None when there is no such device."""
    challenge_id = uuid4()
    if method is Method.DECRYPT:
        secret = secrets.token_bytes(SECRET_BYTES)
        target = (
            key if isinstance(key, rsa.RSAPublicKey) else _decoy_key(_decoy_bits(key, device_id))
        )
        text = base64.b64encode(encrypt_for(target, secret)).decode()
        algorithm, message = Algorithm.RSA_OAEP_256, hashlib.sha256(secret).digest()
    else:
        text = base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
        algorithm = signing_algorithm(key) if key else _decoy_of(device_id)[0]
        message = text_to_sign(server, device_id, challenge_id, text)
    public_key = to_pem(key) if key is not None else None
    pending = PendingChallenge(device_id, method, public_key, message)
    return Challenge(challenge_id, method, algorithm, text), pending


def text_to_sign(server: str, device_id: UUID, challenge_id: UUID, challenge: str) -> bytes:
    """What a device signs: bound to this protocol, this platform, this device, this challenge."""
    return f"{DOMAIN}|{server}|{device_id}|{challenge_id}|{challenge}".encode()


def _decoy_of(device_id: UUID) -> tuple[Algorithm, int]:
    # The same unknown device always has the same kind of key.
    return _DECOYS[hashlib.sha256(device_id.bytes).digest()[0] % len(_DECOYS)]


def _decoy_bits(key: DevicePublicKey | None, device_id: UUID) -> int:
    return _SHORTEST_DECOY_BITS if key is not None else _decoy_of(device_id)[1]


class ChallengeStore:
    """Pending challenges in Redis, so that any replica can take the answer."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def keep(self, challenge: Challenge, pending: PendingChallenge) -> None:
        stored = {
            "device_id": str(pending.device_id),
            "method": pending.method,
            "public_key": pending.public_key,
            "message": base64.b64encode(pending.message).decode(),
        }
        await self._redis.set(_key(challenge.id), orjson.dumps(stored), ex=LIFETIME_SECONDS)

    async def find(self, challenge_id: UUID) -> PendingChallenge | None:
        stored = await self._redis.get(_key(challenge_id))
        if stored is None:
            return None
        fields = orjson.loads(stored)
        return PendingChallenge(
            device_id=UUID(fields["device_id"]),
            method=Method(fields["method"]),
            public_key=fields["public_key"],
            message=base64.b64decode(fields["message"]),
        )

    async def use_up(self, challenge_id: UUID) -> bool:
        """Whether it was there: of several answers at once, one uses it up."""
        return bool(await self._redis.delete(_key(challenge_id)))


def _key(challenge_id: UUID) -> str:
    return f"challenge:{challenge_id}"
