from http import HTTPStatus

from service_kit.errors import ServiceError


class StoreNotOnTrain(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "STORE_NOT_ON_TRAIN"
    detail = (
        "This store does not sell on this train run. Choose another; or set the robot's trip, or "
        "bind the store to the run."
    )


class UserNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "USER_NOT_FOUND"
    detail = "There is no user with this id. Leave user_id out to sell to somebody unknown."


class SeatNotFound(ServiceError):
    """With `seats`: those of your tickets on the runs of this store."""

    status = HTTPStatus.CONFLICT
    code = "SEAT_NOT_FOUND"
    detail = "You have no ticket for this seat on a run of this store. Choose one of seats."


class SeveralSeats(ServiceError):
    """With `seats`: those of your tickets on the runs of this store."""

    status = HTTPStatus.CONFLICT
    code = "SEVERAL_SEATS"
    detail = "You have several seats. Say by ticket_id or seat to which it should be brought."
