import datetime as dt
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Query
from service_kit.schemas import Schema, UtcTime, text

from app.fields import Picture
from app.models import WatchListEntry


class EntryState(StrEnum):
    """Only `APPROVED` entries match."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    EXPIRED = "EXPIRED"
    REMOVED = "REMOVED"


class EntryCreate(Schema):
    """`face` is enrolled with face_server and not kept."""

    name: Annotated[str, text(100)]
    reason: Annotated[str, text(500)]
    expires_at: UtcTime
    face: Picture


class EngineerReference(Schema):
    id: UUID
    name: str


class EntryRead(Schema):
    """`face_erased_at`: when face_server has forgotten the face of a closed entry."""

    id: UUID
    name: str
    reason: str
    state: EntryState
    added_by: EngineerReference
    created_at: dt.datetime
    expires_at: dt.datetime
    approved_by: EngineerReference | None
    approved_at: dt.datetime | None
    removed_by: str | None
    removed_at: dt.datetime | None
    face_erased_at: dt.datetime | None

    @classmethod
    def of(cls, entry: WatchListEntry) -> "EntryRead":
        approved_by = None
        if entry.approved_by_id is not None:
            approved_by = EngineerReference(id=entry.approved_by_id, name=entry.approved_by or "")
        return cls(
            id=entry.id,
            name=entry.name,
            reason=entry.reason,
            state=state_of(entry),
            added_by=EngineerReference(id=entry.added_by_id, name=entry.added_by),
            created_at=entry.created_at,
            expires_at=entry.expires_at,
            approved_by=approved_by,
            approved_at=entry.approved_at,
            removed_by=entry.removed_by,
            removed_at=entry.removed_at,
            face_erased_at=entry.face_erased_at,
        )


def state_of(entry: WatchListEntry) -> EntryState:
    if entry.removed_at is not None:
        return EntryState.REMOVED
    if entry.is_expired:
        return EntryState.EXPIRED
    return EntryState.PENDING if entry.approved_at is None else EntryState.APPROVED


class EntryFilters:
    def __init__(self, state: Annotated[EntryState | None, Query()] = None) -> None:
        self.state = state
