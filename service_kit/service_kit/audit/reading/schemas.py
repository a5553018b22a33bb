from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.audit import AuditEntry
from service_kit.schemas import Schema, UtcTime


class Changes(Schema):
    """Changed columns only; `concealed` names those whose values are never written down."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None
    concealed: list[str] = Field(default_factory=list)


class AuditRead(Schema):
    """`operation` is the request's method and path. Of a redacted entry `caller_name`, `address`
    and `changes` are erased for good.
    """

    id: UUID
    position: int
    at: datetime
    caller_kind: str
    caller_id: UUID | None
    caller_name: str | None
    address: str | None
    request_id: str
    operation: str | None
    action: str
    subject_kind: str | None
    subject_id: UUID | None
    changes: Changes | None
    is_redacted: bool
    hash: str

    @classmethod
    def of(cls, entry: AuditEntry) -> "AuditRead":
        fields = {name: getattr(entry, name) for name in cls.model_fields if hasattr(entry, name)}
        return cls(**{**fields, "is_redacted": entry.salt is None, "hash": entry.hash.hex()})


class AuditFilters:
    """All given filters must hold."""

    def __init__(
        self,
        caller_id: Annotated[UUID | None, Query()] = None,
        action: Annotated[str | None, Query(max_length=100, examples=["engineers.updated"])] = None,
        subject_kind: Annotated[str | None, Query(max_length=63, examples=["engineers"])] = None,
        subject_id: Annotated[UUID | None, Query()] = None,
        from_time: Annotated[
            UtcTime | None, Query(alias="from", description="At this time or later.")
        ] = None,
        to_time: Annotated[
            UtcTime | None, Query(alias="to", description="Before this time.")
        ] = None,
    ) -> None:
        self.by_column = {
            "caller_id": caller_id,
            "action": action,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
        }
        self.from_time = from_time
        self.to_time = to_time
