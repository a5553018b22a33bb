from http import HTTPStatus

from service_kit.errors import ServiceError


class StationNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "STATION_NOT_FOUND"
    detail = "No names are held for this station. See GET /admin/stations."
