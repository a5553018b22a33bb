"""The keys under manifests: derived, so that none has to be kept, and another one each period."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import Depends
from pydantic import SecretStr
from service_kit.components import Component, provide

from app.config import ManifestSettings

_DAY_SECONDS = 86_400
_KEY_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class SigningKey:
    """`id` is the beginning of the public key's SHA-256."""

    id: str
    private: Ed25519PrivateKey

    @property
    def public_bytes(self) -> bytes:
        return self.private.public_key().public_bytes_raw()


class ManifestKeys(Component):
    """Every replica derives the same keys from the secret and the number of the period."""

    name: ClassVar[str] = "manifest_keys"

    def __init__(self, settings: ManifestSettings, *, platform: str) -> None:
        self.platform = platform
        self.renewal = dt.timedelta(seconds=settings.renewal_seconds)
        self.lifetime = dt.timedelta(seconds=settings.lifetime_seconds)
        self._period_seconds = settings.key_days * _DAY_SECONDS
        known = (settings.secret, settings.former_secret)
        self._secrets = [secret for secret in known if secret is not None]

    async def check(self) -> None:
        """Needs nothing but its secret."""

    def current(self, now: dt.datetime) -> SigningKey:
        return self._derive(self._secrets[0], self._period(now))

    def published(self, now: dt.datetime) -> Iterator[SigningKey]:
        """Of the period before, for manifests that are still good; of this one; and of the next,
        for robots that will not ask again before it begins."""
        period = self._period(now)
        for secret in self._secrets:
            for number in (period - 1, period, period + 1):
                yield self._derive(secret, number)

    def _period(self, now: dt.datetime) -> int:
        return int(now.timestamp()) // self._period_seconds

    def _derive(self, secret: SecretStr, period: int) -> SigningKey:
        purpose = f"provodnik-manifest-v1|{self.platform}|{self._period_seconds}|{period}"
        derive = HKDF(hashes.SHA256(), length=32, salt=None, info=purpose.encode())
        seed = derive.derive(secret.get_secret_value().encode())
        private = Ed25519PrivateKey.from_private_bytes(seed)
        digest = hashlib.sha256(private.public_key().public_bytes_raw()).hexdigest()
        return SigningKey(digest[:_KEY_ID_LENGTH], private)


ManifestKeysDep = Annotated[ManifestKeys, Depends(provide(ManifestKeys))]
