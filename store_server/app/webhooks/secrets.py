"""Secrets of subscriptions, and the signatures that are made with them."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, ClassVar
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import Depends
from pydantic import SecretStr
from service_kit.components import Component, provide
from standardwebhooks import Webhook

_SECRET_BYTES = 32
_NONCE_BYTES = 12
_PURPOSE = b"provodnik-webhook-secrets-v1"


def new_secret() -> str:
    """A secret in the form that libraries for Standard Webhooks take."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()}"


def signed_headers(
    message_id: str, timestamp: datetime, body: str, keys: Sequence[str]
) -> dict[str, str]:
    """The headers of one attempt, with a signature of each key; `timestamp` is in UTC."""
    signatures = [Webhook(key).sign(message_id, timestamp, body) for key in keys]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(timestamp.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


class SecretVault(Component):
    """Encrypts secrets with AES-GCM, bound to their subscription."""

    name: ClassVar[str] = "webhook_secrets"

    def __init__(self, secret: SecretStr) -> None:
        derive = HKDF(hashes.SHA256(), length=32, salt=None, info=_PURPOSE)
        self._cipher = AESGCM(derive.derive(secret.get_secret_value().encode()))

    async def check(self) -> None:
        """Needs nothing but its key."""

    def seal(self, subscription_id: UUID, secret: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret.encode(), subscription_id.bytes)

    def open_sealed(self, subscription_id: UUID, sealed: bytes) -> str:
        """Raises `InvalidTag` when it was sealed with another key or for another subscription."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return self._cipher.decrypt(nonce, ciphertext, subscription_id.bytes).decode()


SecretVaultDep = Annotated[SecretVault, Depends(provide(SecretVault))]
