from http import HTTPStatus

from service_kit.errors import ServiceError


class ItemNotInPurchase(ServiceError):
    """With `items`: `[{"item_id"}]`."""

    status = HTTPStatus.NOT_FOUND
    code = "ITEM_NOT_IN_PURCHASE"
    detail = "This purchase has no such item. See GET /store/purchase/{id}."


class RefundExceedsPurchase(ServiceError):
    """With `items`: `[{"item_id", "left"}]`."""

    status = HTTPStatus.CONFLICT
    code = "REFUND_EXCEEDS_PURCHASE"
    detail = "Fewer are left to refund than this asks for; nothing was refunded. See items."


class NothingToRefund(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "NOTHING_TO_REFUND"
    detail = "All of this purchase was refunded before. See its refunds."
