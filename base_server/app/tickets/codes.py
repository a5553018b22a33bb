"""Ticket codes: 160 random bits, found again by their hash, and kept encrypted for their owner."""

import hashlib
import secrets
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Depends
from service_kit.components import Component, provide

from app.config import TicketCodeSettings
from app.sealing import Sealer

CODE_BYTES = 20
MAXIMUM_CODE_LENGTH = 128
_PURPOSE = "provodnik-ticket-codes-v1"


def new_code() -> str:
    """A code that fits a small QR symbol and can be read out."""
    return secrets.token_urlsafe(CODE_BYTES)


def code_hash(code: str) -> bytes:
    """SHA-256. No salt: the code itself is random, and the hash has to be looked up."""
    return hashlib.sha256(code.encode()).digest()


class CodeVault(Component):
    """Codes as the database holds them: encrypted, each bound to its ticket."""

    name: ClassVar[str] = "ticket_codes"

    def __init__(self, settings: TicketCodeSettings) -> None:
        self._sealer = Sealer(_PURPOSE, settings.secret, settings.former_secret)

    async def check(self) -> None:
        """Needs nothing but its secret."""

    def seal(self, ticket_id: UUID, code: str) -> bytes:
        return self._sealer.seal(code.encode(), ticket_id.bytes)

    def open_sealed(self, ticket_id: UUID, sealed: bytes) -> str | None:
        """The code; None when none of the secrets fits."""
        code = self._sealer.open(sealed, ticket_id.bytes)
        return None if code is None else code.decode()


CodeVaultDep = Annotated[CodeVault, Depends(provide(CodeVault))]
