"""What can go wrong with a repeated write."""

from http import HTTPStatus

from service_kit.errors import ServiceError


class IdempotencyConflict(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "IDEMPOTENCY_CONFLICT"
    detail = (
        "This key was used before with another body. Send the first body again, or take a new key."
    )
