from http import HTTPStatus

from service_kit.errors import ServiceError


class CardTaken(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "CARD_TAKEN"
    detail = "This card is somebody's already. Delete it there first, or take another one."


class CardNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "CARD_NOT_FOUND"
    detail = "There is no card with this id. See GET /admin/engineer/{engineer_id}/auth_cards."


class UnknownCard(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "UNKNOWN_CARD"
    detail = "This card is nobody's. An administrator can give it to an engineer."
