from http import HTTPStatus

from service_kit.errors import ServiceError


class UserNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "USER_NOT_FOUND"
    detail = "There is no user with this id: erased, or never made. Look the person up again."


class UnknownConsentText(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "UNKNOWN_CONSENT_TEXT"
    detail = (
        "This is not the consent text in force. Show the one of GET /users/face_consent, and send "
        "its version."
    )
