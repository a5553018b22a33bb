from http import HTTPStatus

from service_kit.errors import ServiceError


class StoreArchived(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "STORE_ARCHIVED"
    detail = "This store is closed for good and cannot be changed. Make a new one."
