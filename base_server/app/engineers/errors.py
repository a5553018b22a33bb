from http import HTTPStatus

from service_kit.errors import ServiceError


class LoginTaken(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LOGIN_TAKEN"
    detail = "Another engineer has this login. Choose another one."


class EngineerNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ENGINEER_NOT_FOUND"
    detail = "There is no engineer with this id. See GET /admin/engineers."


class LastAdministrator(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "LAST_ADMINISTRATOR"
    detail = "The last engineer with ADMIN cannot lose it. Give it to another one first."
