"""Refusals that several features share."""

from http import HTTPStatus

from service_kit.errors import ServiceError


class StoreNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "STORE_NOT_FOUND"
    detail = "There is no open store with this id. See GET /admin/stores."


class ItemNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ITEM_NOT_FOUND"
    detail = "This store has no item with this id. See the list of its items."


class ItemArchived(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "ITEM_ARCHIVED"
    detail = "This item is no longer sold and cannot be changed. Choose another, or make a new one."


class ReservationNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "RESERVATION_NOT_FOUND"
    detail = "You have no reservation with this id at this store. Make a new one."


class ReservationNotLive(ServiceError):
    """With `state`: `USED`, `RELEASED` or `EXPIRED`."""

    status = HTTPStatus.CONFLICT
    code = "RESERVATION_NOT_LIVE"
    detail = (
        "This reservation keeps nothing any more, see state. Buy without it, or make a new one."
    )


class OutOfStock(ServiceError):
    """With `items`: `[{"item_id", "left"}]`."""

    status = HTTPStatus.CONFLICT
    code = "OUT_OF_STOCK"
    detail = "Fewer are left than this needs; nothing was changed. See items, and take less."


class PurchaseNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "PURCHASE_NOT_FOUND"
    detail = "You have made no purchase with this id."
