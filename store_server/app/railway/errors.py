from http import HTTPStatus

from service_kit.errors import ServiceError


class StoreNotOnTrain(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "STORE_NOT_ON_TRAIN"
    detail = (
        "This store does not sell on the robot's train run. Set the robot's trip, or bind the "
        "store to the run."
    )


class UserNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "USER_NOT_FOUND"
    detail = "There is no user with this id. Leave user_id out to sell to somebody unknown."
