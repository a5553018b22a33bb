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


class AgeNotConfirmed(ServiceError):
    """With `age_limit`, in years."""

    status = HTTPStatus.CONFLICT
    code = "AGE_NOT_CONFIRMED"
    detail = (
        "Something in this task has an age limit. See that the buyer is old enough, and hand it "
        "over with age_confirmed: true; or cancel the task."
    )
