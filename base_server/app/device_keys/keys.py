"""Device keys and the two proofs of possession. Pure: no database, no clock.

Sizes and schemes: RSA of at least 2048 bits (NIST SP 800-131A), OAEP and PSS of RFC 8017 with
SHA-256, Ed25519 of RFC 8032, ECDSA P-256 with SHA-256 of FIPS 186-5. PKCS#1 v1.5 is never used.
"""

import hashlib
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from app.device_keys.errors import UnsupportedKey

RSA_MINIMUM_BITS = 2048
RSA_MAXIMUM_BITS = 8192
PSS_SALT_BYTES = 32
_PEM_LIMIT = 4096

DevicePublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey


class Algorithm(StrEnum):
    """What a device does with its challenge, named as in JOSE (RFC 7518, RFC 8037)."""

    RSA_OAEP_256 = "RSA-OAEP-256"
    ED25519 = "Ed25519"
    ES256 = "ES256"
    PS256 = "PS256"


def load_public_key(pem: str) -> DevicePublicKey:
    """The key in `pem` (SPKI), or `UnsupportedKey`."""
    if len(pem) > _PEM_LIMIT:
        raise UnsupportedKey
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnsupportedKey from error
    if isinstance(key, rsa.RSAPublicKey):
        if RSA_MINIMUM_BITS <= key.key_size <= RSA_MAXIMUM_BITS:
            return key
    elif isinstance(key, ec.EllipticCurvePublicKey):
        if isinstance(key.curve, ec.SECP256R1):
            return key
    elif isinstance(key, ed25519.Ed25519PublicKey):
        return key
    raise UnsupportedKey


def to_pem(key: DevicePublicKey) -> str:
    """The one canonical text of a key, whatever spelling the device sent."""
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def fingerprint(key: DevicePublicKey) -> str:
    """SHA-256 of the key's SPKI DER, in hex."""
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()


def signing_algorithm(key: DevicePublicKey) -> Algorithm:
    if isinstance(key, rsa.RSAPublicKey):
        return Algorithm.PS256
    if isinstance(key, ec.EllipticCurvePublicKey):
        return Algorithm.ES256
    return Algorithm.ED25519


def encrypt_for(key: rsa.RSAPublicKey, secret: bytes) -> bytes:
    """RSA-OAEP with SHA-256 for both the hash and the mask."""
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label=None)
    return key.encrypt(secret, oaep)


def is_signature(key: DevicePublicKey, signature: bytes, message: bytes) -> bool:
    """Did the holder of `key` sign `message`, in the scheme that follows from the key?"""
    try:
        if isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), PSS_SALT_BYTES)
            key.verify(signature, message, pss, hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        else:
            key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
