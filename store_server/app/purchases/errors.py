from http import HTTPStatus

from service_kit.errors import ServiceError


class EmptyPurchase(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "EMPTY_PURCHASE"
    detail = "There is nothing in this purchase. Send at least one item."


class PriceChanged(ServiceError):
    """With `items`: `[{"item_id", "price_penny"}]`, the prices of now."""

    status = HTTPStatus.CONFLICT
    code = "PRICE_CHANGED"
    detail = "A price is no longer the one that was shown. See items; ask the buyer again."


class ReservationDiffers(ServiceError):
    """With `items`: what is reserved and not in the purchase."""

    status = HTTPStatus.CONFLICT
    code = "RESERVATION_DIFFERS"
    detail = (
        "Something is reserved that is not in this purchase. Add it, or release the reservation "
        "and buy without it."
    )
