"""Ticket codes: 160 random bits, found again by their hash, and kept encrypted for their owner."""

import hashlib
import secrets
from typing import Annotated, ClassVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import Depends
from pydantic import SecretStr
from service_kit.components import Component, provide

from app.config import TicketCodeSettings

CODE_BYTES = 20
MAXIMUM_CODE_LENGTH = 128
_NONCE_BYTES = 12
_PURPOSE = b"provodnik-ticket-codes-v1"


def new_code() -> str:
    """A code that fits a small QR symbol and can be read out."""
    return secrets.token_urlsafe(CODE_BYTES)


def code_hash(code: str) -> bytes:
    """SHA-256. No salt: the code itself is random, and the hash has to be looked up."""
    return hashlib.sha256(code.encode()).digest()


class CodeVault(Component):
    """Encrypts codes with AES-GCM, bound to the ticket: a ciphertext that is moved to another row
    cannot be read there."""

    name: ClassVar[str] = "ticket_codes"

    def __init__(self, settings: TicketCodeSettings) -> None:
        known = (settings.secret, settings.former_secret)
        self._ciphers = [AESGCM(_key(secret)) for secret in known if secret is not None]

    async def check(self) -> None:
        """Needs nothing but its secret."""

    def seal(self, ticket_id: UUID, code: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, code.encode(), ticket_id.bytes)

    def open_sealed(self, ticket_id: UUID, sealed: bytes) -> str | None:
        """The code; None when none of the secrets fits."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, ciphertext, ticket_id.bytes).decode()
            except InvalidTag:
                continue
        return None


def _key(secret: SecretStr) -> bytes:
    derive = HKDF(hashes.SHA256(), length=32, salt=None, info=_PURPOSE)
    return derive.derive(secret.get_secret_value().encode())


CodeVaultDep = Annotated[CodeVault, Depends(provide(CodeVault))]
