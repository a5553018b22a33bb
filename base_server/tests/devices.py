"""Devices as tests play them."""

import base64
from dataclasses import dataclass
from typing import Any

import httpx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def pem(key: PrivateKey) -> str:
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def new_rsa(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


def sign(key: PrivateKey, text: str) -> bytes:
    message = text.encode()
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
        return key.sign(message, pss, hashes.SHA256())
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    return key.sign(message)


def decrypt(key: rsa.RSAPrivateKey, challenge: str) -> bytes:
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)
    return key.decrypt(base64.b64decode(challenge), oaep)


@dataclass
class Device:
    """A registered device with its key."""

    client: httpx.AsyncClient
    id: str
    key: PrivateKey

    async def challenge(self, method: str = "sign") -> dict[str, Any]:
        body = {"device_id": self.id, "method": method}
        answer = await self.client.post("/auth/challenge", json=body)
        challenge: dict[str, Any] = answer.json()
        return challenge

    def signature(self, challenge: dict[str, Any], /, **changed: str) -> bytes:
        """The signature of the text that the contract asks for, or of a changed one."""
        parts = {**challenge, "domain": "provodnik-auth-v1", "device_id": self.id, **changed}
        text = "{domain}|{server}|{device_id}|{challenge_id}|{challenge}".format(**parts)
        return sign(self.key, text)

    async def answer(self, challenge: dict[str, Any], answer: bytes) -> httpx.Response:
        body = {
            "challenge_id": challenge["challenge_id"],
            "answer": base64.b64encode(answer).decode(),
        }
        return await self.client.post("/auth/token", json=body)

    async def token(self) -> str:
        """Of a new session."""
        challenge = await self.challenge()
        answer = await self.answer(challenge, self.signature(challenge))
        token: str = answer.json()["access_token"]
        return token
