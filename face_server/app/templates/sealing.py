"""Templates as they are stored: encrypted under a key that each subject has alone.

The key is derived from a secret in the settings and from a salt that Redis holds. Whoever has only
the store, or only the salts, or only the settings, has nothing. Destroying a salt makes worthless
whatever is left of the template anywhere, in old files and backups too (ADR 12).
"""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.engine.base import Template
from app.templates.index import Index

NONCE_BYTES = 12
_CONTEXT = b"provodnik-face-template-v1"
_KEY_ID_CONTEXT = b"provodnik-face-template-key-id-v1"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A template that cannot be read; `key_id` tells which secret of the settings it needs."""

    key_id: str
    text: str


class UnreadableTemplate(Exception):
    """Sealed under a secret that is not in the settings, or not by us, or for somebody else."""


class Sealer:
    """Seals under the active secret; opens what was sealed under the former one, too."""

    def __init__(self, secret: bytes, former: bytes | None = None) -> None:
        self.active = _key_id(secret)
        self._secrets = {_key_id(one): one for one in (secret, former) if one is not None}

    def seal(self, index: Index, subject_id: UUID, salt: str, template: Template) -> Sealed:
        nonce = os.urandom(NONCE_BYTES)
        label = _label(index, subject_id)
        data = np.ascontiguousarray(template, dtype="<f4").tobytes()
        sealed = nonce + self._cipher(self.active, salt, label).encrypt(nonce, data, label)
        return Sealed(self.active, b64encode(sealed).decode())

    def open(self, index: Index, subject_id: UUID, salt: str, sealed: Sealed) -> Template:
        """Raises `UnreadableTemplate`."""
        if sealed.key_id not in self._secrets:
            raise UnreadableTemplate
        label = _label(index, subject_id)
        data = b64decode(sealed.text)
        try:
            plain = self._cipher(sealed.key_id, salt, label).decrypt(
                data[:NONCE_BYTES], data[NONCE_BYTES:], label
            )
        except InvalidTag as error:
            raise UnreadableTemplate from error
        return np.frombuffer(plain, dtype="<f4").astype(np.float32)

    def _cipher(self, key_id: str, salt: str, label: bytes) -> AESGCM:
        message = b"|".join((_CONTEXT, salt.encode(), label))
        return AESGCM(hmac.digest(self._secrets[key_id], message, hashlib.sha256))


def _key_id(secret: bytes) -> str:
    """A name for a secret by which it is found again, and that says nothing about it."""
    return hmac.digest(secret, _KEY_ID_CONTEXT, hashlib.sha256)[:6].hex()


def _label(index: Index, subject_id: UUID) -> bytes:
    return index.name.encode() + b"|" + subject_id.bytes
