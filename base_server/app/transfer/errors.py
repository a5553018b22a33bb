from http import HTTPStatus

from service_kit.errors import ServiceError


class ImportRefused(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "IMPORT_REFUSED"
    detail = (
        "Nothing was imported: some rows have faults, which `errors` names. Mend them and send the "
        "whole file again; with dry_run=true it is only looked at."
    )


class ImportOvertaken(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "IMPORT_OVERTAKEN"
    detail = (
        "Nothing was imported: somebody else wrote one of these rows at the same moment. Send the "
        "file again to see which."
    )
