from http import HTTPStatus

from service_kit.errors import ServiceError


class IncidentNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "INCIDENT_NOT_FOUND"
    detail = "There is no incident with this id. See GET /monitoring/incidents."


class IncidentStateConflict(ServiceError):
    """With `state` and `by`, who brought it there."""

    status = HTTPStatus.CONFLICT
    code = "INCIDENT_STATE_CONFLICT"
    detail = "The incident's state does not allow this. See state and by; read the incident again."


class CameraOff(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "CAMERA_OFF"
    detail = (
        "This camera is switched off, so nothing that it sees may be kept. "
        "Read GET /robot/cameras again and stop reporting for it."
    )


class SnapshotNotAnImage(ServiceError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "NOT_AN_IMAGE"
    detail = "The snapshot is no JPEG, PNG or WebP in base64. Report the incident without it."


class SnapshotTooLarge(ServiceError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "IMAGE_TOO_LARGE"
    detail = "The snapshot has too many bytes. Scale it down, or report the incident without it."


class SnapshotGone(ServiceError):
    status = HTTPStatus.GONE
    code = "SNAPSHOT_GONE"
    detail = "There is no picture of this incident: none was sent, or its time is over."


class SnapshotUnreadable(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "SNAPSHOT_UNREADABLE"
    detail = "The picture was encrypted with another key. Put that key back into the settings."
