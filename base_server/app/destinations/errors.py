from http import HTTPStatus

from service_kit.errors import ServiceError


class PlaceNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "PLACE_NOT_FOUND"
    detail = "There is no such hotel or attraction. See GET /admin/hotels and /admin/attractions."
