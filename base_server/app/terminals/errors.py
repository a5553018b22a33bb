from http import HTTPStatus

from service_kit.errors import ServiceError


class TerminalNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "STORE_TERMINAL_NOT_FOUND"
    detail = "There is no store terminal with this id. See GET /admin/store_terminals."
