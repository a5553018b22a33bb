from http import HTTPStatus

from service_kit.errors import ServiceError


class UnsupportedKey(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "UNSUPPORTED_KEY"
    detail = (
        "This is not a public key that the platform takes. Send SPKI PEM of an Ed25519 key, an "
        "ECDSA P-256 key, or an RSA key of 2048 to 8192 bits."
    )


class KeyInUse(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "KEY_IN_USE"
    detail = (
        "A device has this key, or had it before. Make a new key pair for each device and change."
    )
