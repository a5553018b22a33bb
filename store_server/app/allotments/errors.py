from http import HTTPStatus

from service_kit.errors import ServiceError


class AgeLimited(ServiceError):
    """With `age_limit`."""

    status = HTTPStatus.CONFLICT
    code = "AGE_LIMITED"
    detail = "A robot without the uplink cannot let anybody see the buyer. Sell this at the store."


class NotAllotted(ServiceError):
    """With `left`, what the robot has of it as far as is known."""

    status = HTTPStatus.CONFLICT
    code = "NOT_ALLOTTED"
    detail = "The robot does not have so many of this item. Let it upload its sales, see left."


class RobotSaleNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ROBOT_SALE_NOT_FOUND"
    detail = "There is no refused sale of a robot with this id. See the list of robots' sales."
