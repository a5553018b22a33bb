"""What can be wrong with a file as a whole."""

from http import HTTPStatus

from service_kit.errors import ServiceError


class UnreadableFile(ServiceError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "UNREADABLE_FILE"
    detail = "This is no CSV file in UTF-8 with the expected columns. Export one to see its form."
