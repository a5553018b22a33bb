from http import HTTPStatus

from service_kit.errors import ServiceError


class BadPeriod(ServiceError):
    status = HTTPStatus.BAD_REQUEST
    code = "BAD_PERIOD"
    detail = (
        "The period ends before it begins, or is too long: at most a year of one store, a month "
        "of all. Change since or until."
    )
