"""What is kept encrypted at rest: AES-256-GCM, under keys derived from a secret of the settings."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import SecretStr

_NONCE_BYTES = 12


class Sealer:
    """Bound to its purpose, and each ciphertext to what it is about: moved to another row, it
    cannot be opened there. What a former secret has sealed can still be opened."""

    def __init__(self, purpose: str, secret: SecretStr, former_secret: SecretStr | None) -> None:
        known = (secret, former_secret)
        self._ciphers = [AESGCM(_key(purpose, one)) for one in known if one is not None]

    def seal(self, content: bytes, about: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, content, about)

    def open(self, sealed: bytes, about: bytes) -> bytes | None:
        """None when none of the secrets fits, or it is about something else."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, ciphertext, about)
            except InvalidTag:
                continue
        return None


def _key(purpose: str, secret: SecretStr) -> bytes:
    derive = HKDF(SHA256(), length=32, salt=None, info=purpose.encode())
    return derive.derive(secret.get_secret_value().encode())
