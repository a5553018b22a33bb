from http import HTTPStatus

from service_kit.errors import ServiceError


class ErasureNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "ERASURE_NOT_FOUND"
    detail = "There is no receipt with this id and secret. Both stand in the answer to the erasure."
