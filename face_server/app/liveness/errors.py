"""Why a face does not pass for that of somebody present."""

from http import HTTPStatus

from service_kit.errors import ServiceError


class LivenessExpired(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LIVENESS_EXPIRED"
    detail = "The challenge has expired or was used already. Ask for a new one and begin again."


class LivenessFailed(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LIVENESS_FAILED"
    detail = "The pictures do not show what was asked for. Ask for a new challenge and try again."


LIVENESS_ERRORS: tuple[type[ServiceError], ...] = (LivenessExpired, LivenessFailed)
