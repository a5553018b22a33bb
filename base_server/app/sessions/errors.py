from http import HTTPStatus

from service_kit.errors import ServiceError


class SessionNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "SESSION_NOT_FOUND"
    detail = "No such session lives: it has ended, or never was. See GET /admin/sessions."
