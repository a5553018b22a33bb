from http import HTTPStatus

from service_kit.errors import ServiceError


class RobotNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ROBOT_NOT_FOUND"
    detail = (
        "There is no robot with this id. Check the id; who has lost it registers the robot anew."
    )


class NoTrip(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "NO_TRIP"
    detail = "This robot serves no trip yet. Set one by PUT /robot/trip."
