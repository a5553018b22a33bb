from http import HTTPStatus

from service_kit.errors import ServiceError


class ReportNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "REPORT_NOT_FOUND"
    detail = "This store has no Z report with this number. See the list of its reports."
