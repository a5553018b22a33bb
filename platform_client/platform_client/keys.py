"""The keys of devices, and the two proofs that a device holds its key.

Signatures: Ed25519 (RFC 8032), ECDSA P-256 with SHA-256 in DER, RSA-PSS with SHA-256 and a salt of
32 bytes. Decryption: RSA-OAEP with SHA-256 for both the hash and the mask (RFC 8017).
"""

import hashlib
from abc import ABC, abstractmethod
from typing import ClassVar

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

SEED_BYTES = 32
_PSS_SALT_BYTES = 32
_PEM = serialization.Encoding.PEM
_SPKI = serialization.PublicFormat.SubjectPublicKeyInfo

_PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class DeviceKey(ABC):
    """A private key. `signing_algorithm` is what the platform must ask of it, named as in JOSE."""

    signing_algorithm: ClassVar[str]

    def __init__(self, private: _PrivateKey) -> None:
        self._private = private

    @abstractmethod
    def sign(self, message: bytes) -> bytes:
        """The signature over `message` in the one scheme of this kind of key."""

    @property
    def public_pem(self) -> str:
        """SPKI PEM, as the platform takes it at registration."""
        return self._private.public_key().public_bytes(_PEM, _SPKI).decode()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public key's SPKI DER in hex: how the platform names the key."""
        der = self._private.public_key().public_bytes(serialization.Encoding.DER, _SPKI)
        return hashlib.sha256(der).hexdigest()

    def to_pem(self, passphrase: bytes | None = None) -> str:
        """PKCS#8, for the device's own private file."""
        encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase is not None:
            encryption = serialization.BestAvailableEncryption(passphrase)
        return self._private.private_bytes(
            _PEM, serialization.PrivateFormat.PKCS8, encryption
        ).decode()


class Ed25519Key(DeviceKey):
    signing_algorithm = "Ed25519"

    def __init__(self, private: ed25519.Ed25519PrivateKey) -> None:
        super().__init__(private)
        self._key = private

    @classmethod
    def generate(cls) -> "Ed25519Key":
        return cls(ed25519.Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> "Ed25519Key":
        """The same key for the same 32 bytes: for debug data only, whose seeds are public."""
        return cls(ed25519.Ed25519PrivateKey.from_private_bytes(seed))

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


class P256Key(DeviceKey):
    signing_algorithm = "ES256"

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        super().__init__(private)
        self._key = private

    @classmethod
    def generate(cls) -> "P256Key":
        return cls(ec.generate_private_key(ec.SECP256R1()))

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message, ec.ECDSA(hashes.SHA256()))


class RsaKey(DeviceKey):
    signing_algorithm = "PS256"
    decryption_algorithm: ClassVar[str] = "RSA-OAEP-256"

    def __init__(self, private: rsa.RSAPrivateKey) -> None:
        super().__init__(private)
        self._key = private

    @classmethod
    def generate(cls, bits: int = 3072) -> "RsaKey":
        """The platform takes 2048 to 8192 bits."""
        return cls(rsa.generate_private_key(public_exponent=65537, key_size=bits))

    def sign(self, message: bytes) -> bytes:
        pss = padding.PSS(padding.MGF1(hashes.SHA256()), _PSS_SALT_BYTES)
        return self._key.sign(message, pss, hashes.SHA256())

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Raises ValueError for what was not encrypted for this key."""
        oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)
        return self._key.decrypt(ciphertext, oaep)


def load_key(pem: str, passphrase: bytes | None = None) -> DeviceKey:
    """The key in `pem` (PKCS#8). Raises ValueError for a kind that the platform does not take."""
    private = serialization.load_pem_private_key(pem.encode(), passphrase)
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return Ed25519Key(private)
    if isinstance(private, rsa.RSAPrivateKey):
        return RsaKey(private)
    if isinstance(private, ec.EllipticCurvePrivateKey) and isinstance(private.curve, ec.SECP256R1):
        return P256Key(private)
    raise ValueError("A device key is Ed25519, ECDSA P-256 or RSA.")
