"""Device keys by themselves."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from platform_client import DeviceKey, Ed25519Key, P256Key, RsaKey, load_key

KEYS: list[DeviceKey] = [Ed25519Key.generate(), P256Key.generate(), RsaKey.generate(2048)]
NAMES = ["Ed25519", "P-256", "RSA"]


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
@pytest.mark.parametrize("passphrase", [None, b"secret"])
def test_key_is_the_same_after_a_restart(key: DeviceKey, passphrase: bytes | None) -> None:
    loaded = load_key(key.to_pem(passphrase), passphrase)
    assert type(loaded) is type(key)
    assert loaded.public_pem == key.public_pem
    assert loaded.fingerprint == key.fingerprint


def test_seed_gives_the_same_key() -> None:
    first, second = (Ed25519Key.from_seed(b"7" * 32) for _ in range(2))
    assert first.fingerprint == second.fingerprint
    assert first.fingerprint != Ed25519Key.generate().fingerprint


def test_key_of_another_kind_is_refused() -> None:
    pem = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(ValueError, match="P-256"):
        load_key(pem.decode())
