"""The mixin of rows whose every change is on record."""

from typing import ClassVar


class Audited:
    """Each insert, update and delete of such an object through a session becomes an audit entry.

    Statements that name a table instead of objects pass by: change objects, or call `record`.
    """

    __audit_secret__: ClassVar[frozenset[str]] = frozenset()
    """Columns whose values never enter the record. That one of them changed does."""
    __audit_ignored__: ClassVar[frozenset[str]] = frozenset()
    """Columns that change by themselves all the time."""
