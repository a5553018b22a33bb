from http import HTTPStatus

from service_kit.errors import ServiceError


class EntryNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "WATCH_LIST_ENTRY_NOT_FOUND"
    detail = "There is no entry with this id. See GET /monitoring/watch_list."


class SecondEngineerRequired(ServiceError):
    status = HTTPStatus.FORBIDDEN
    code = "SECOND_ENGINEER_REQUIRED"
    detail = "You added this entry yourself. Another engineer with SECURITY has to approve it."


class EntryClosed(ServiceError):
    """With `state`, which the entry is in."""

    status = HTTPStatus.CONFLICT
    code = "WATCH_LIST_ENTRY_CLOSED"
    detail = "The entry has expired or was removed. Add a new one if the person is still wanted."


class BadExpiry(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "BAD_EXPIRY"
    detail = "expires_at must lie in the future, and at most 365 days from now."
