import datetime as dt
from typing import Annotated
from uuid import UUID

from base_api import CallerKind
from fastapi import Query
from service_kit.redis_async.session_records import SessionInfo
from service_kit.schemas import Schema


class CallerQuery:
    """Whose sessions."""

    def __init__(
        self,
        kind: Annotated[CallerKind, Query(description="As in GET /auth/me.")],
        caller_id: Annotated[UUID, Query()],
    ) -> None:
        self.kind = kind
        self.id = caller_id


class SessionRead(Schema):
    """`address` is where it began. The id opens nothing."""

    id: UUID
    created_at: dt.datetime
    expires_at: dt.datetime
    address: str | None

    @classmethod
    def of(cls, session: SessionInfo) -> "SessionRead":
        return cls.model_validate(session, from_attributes=True)


class LiveSessions(Schema):
    """All of them: a caller holds only a few at a time."""

    kind: CallerKind
    caller_id: UUID
    items: list[SessionRead]


class EndedSessions(Schema):
    ended: int
