from http import HTTPStatus

from service_kit.errors import ServiceError


class TaskNotFound(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "TASK_NOT_FOUND"
    detail = "This store has no task with this id. See GET /store/tasks."


class TaskStateConflict(ServiceError):
    """With `state`, which the task is in."""

    status = HTTPStatus.CONFLICT
    code = "TASK_STATE_CONFLICT"
    detail = "The task's state does not allow this. See state; read the task again."
