from http import HTTPStatus

from service_kit.errors import ServiceError


class TooManyReservations(ServiceError):
    """With `limit`."""

    status = HTTPStatus.CONFLICT
    code = "TOO_MANY_RESERVATIONS"
    detail = "You keep as many baskets as you may. Buy or release one of them, or wait."


class ReservationTooLarge(ServiceError):
    """With `limit`."""

    status = HTTPStatus.CONFLICT
    code = "RESERVATION_TOO_LARGE"
    detail = "So many pieces cannot be kept for one basket. Reserve fewer, or buy them at once."
