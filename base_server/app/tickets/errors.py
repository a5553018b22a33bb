from http import HTTPStatus

from service_kit.errors import ServiceError


class PlaceTaken(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "PLACE_TAKEN"
    detail = "This place of the run has a valid ticket already. Choose another one."


class TicketRevoked(ServiceError):
    status = HTTPStatus.GONE
    code = "TICKET_REVOKED"
    detail = "This ticket was revoked and opens no door any more. Ask the railway for another one."


class TicketNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "TICKET_NOT_FOUND"
    detail = "There is no ticket with this id that you may see. Read the list of tickets again."


class CodeUnreadable(ServiceError):
    status = HTTPStatus.GONE
    code = "CODE_UNREADABLE"
    detail = "The code of this ticket can no longer be shown. Revoke it and issue another ticket."
