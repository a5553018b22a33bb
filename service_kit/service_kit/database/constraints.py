"""Turning a broken constraint into the business error that it stands for."""

from collections.abc import Iterator
from contextlib import contextmanager

from service_kit.errors import ServiceError
from sqlalchemy.exc import IntegrityError


@contextmanager
def constraint_errors(**errors: ServiceError) -> Iterator[None]:
    """Raise `errors[name]` when the constraint or unique index `name` refuses a write.

    The constraint decides, not a look beforehand: between a look and an insert is a race.
    """
    try:
        yield
    except IntegrityError as error:
        business_error = errors.get(_constraint_of(error))
        if business_error is None:
            raise
        raise business_error from error


def _constraint_of(error: IntegrityError) -> str:
    # SQLAlchemy wraps asyncpg's exception, which carries the name as the server sent it.
    cause = error.orig.__cause__ if error.orig is not None else None
    return str(getattr(cause, "constraint_name", ""))
