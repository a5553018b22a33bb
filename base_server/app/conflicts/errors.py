from http import HTTPStatus

from service_kit.errors import ServiceError


class ConflictNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "CONFLICT_NOT_FOUND"
    detail = "No check with this id is in conflict. See GET /admin/conflicts."


class AlreadySettled(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "ALREADY_SETTLED"
    detail = "This conflict has been settled already. GET /admin/conflicts shows by whom and how."
