"""Ticket codes: 160 random bits, which leave the server once and are found again by their hash."""

import hashlib
import secrets

CODE_BYTES = 20
MAXIMUM_CODE_LENGTH = 128


def new_code() -> str:
    """A code that fits a small QR symbol and can be read out."""
    return secrets.token_urlsafe(CODE_BYTES)


def code_hash(code: str) -> bytes:
    """SHA-256. No salt: the code itself is random, and the hash has to be looked up."""
    return hashlib.sha256(code.encode()).digest()
