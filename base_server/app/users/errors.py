from http import HTTPStatus

from service_kit.errors import ServiceError


class UserNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "USER_NOT_FOUND"
    detail = "There is no user with this id. See GET /admin/users."
