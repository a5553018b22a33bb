"""What cannot be evaluated."""

from http import HTTPStatus

from service_kit.errors import ServiceError


class NoNextEngine(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "NO_NEXT_ENGINE"
    detail = "No move is going on: FACE_NEXT_ENGINE names no engine. Evaluate the one in use."
