from http import HTTPStatus

from service_kit.errors import ServiceError


class CameraNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "CAMERA_NOT_FOUND"
    detail = "There is no camera with this id. See GET /monitoring/cameras."


class CameraExists(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "CAMERA_EXISTS"
    detail = "This robot has a camera with this camera_id already. Change that one by PUT."
