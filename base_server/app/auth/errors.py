from http import HTTPStatus

from service_kit.errors import ServiceError


class BadCredentials(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    code = "BAD_CREDENTIALS"
    detail = "No engineer has this login and password. Check both."


class PrivilegeRequired(ServiceError):
    status = HTTPStatus.FORBIDDEN
    code = "PRIVILEGE_REQUIRED"
    detail = "This engineer may not register such a device. An administrator can give the right."


class BadAnswer(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    code = "BAD_ANSWER"
    detail = "The answer does not prove the device's key. Ask for a new challenge."


class ChallengeExpired(ServiceError):
    status = HTTPStatus.UNAUTHORIZED
    code = "CHALLENGE_EXPIRED"
    detail = "This challenge was used, is older than its time, or never was. Ask for a new one."
