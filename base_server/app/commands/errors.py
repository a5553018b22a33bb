from http import HTTPStatus

from service_kit.errors import ServiceError


class CommandNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "COMMAND_NOT_FOUND"
    detail = "This robot has no command with this id. Read the commands that wait for it again."


class CommandFinished(ServiceError):
    """With `state`, which the command is in."""

    status = HTTPStatus.CONFLICT
    code = "COMMAND_FINISHED"
    detail = "The command has another result already. See state; give a new command if need be."


class CommandExpired(ServiceError):
    status = HTTPStatus.GONE
    code = "COMMAND_EXPIRED"
    detail = "The command has expired and counts as not carried out. Give a new one if need be."
