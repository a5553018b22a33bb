"""Pages of long lists: one SELECT of the rows behind a key, the newest first."""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Json

router = APIRouter()

LAST_KEY = UUID(int=2**128 - 1)
Behind = Annotated[UUID, Query()]

_USERS = """
SELECT id, name FROM users WHERE erased_at IS NULL AND id < $1 ORDER BY id DESC LIMIT 50
"""
_TICKETS = """
SELECT t.id, t.user_id, u.name AS user_name, t.train_number, t.wagon_number, t.place_number,
       t.station_id, t.destination_id, t.date, t.start_date, t.state, t.boarded_at, t.boarded_by,
       t.revoked_at
FROM tickets t JOIN users u ON u.id = t.user_id
WHERE t.id < $1 ORDER BY t.id DESC LIMIT 50
"""
_AUDIT = """
SELECT id, position, at, caller_kind, caller_id, caller_name, address, request_id, operation,
       action, subject_kind, subject_id, changes, salt IS NULL AS is_redacted,
       encode(hash, 'hex') AS hash
FROM audit_entries WHERE id < $1 ORDER BY id DESC LIMIT 50
"""


class User(BaseModel):
    id: UUID
    name: str


class Ticket(BaseModel):
    id: UUID
    user_id: UUID
    user_name: str
    train_number: str
    wagon_number: int
    place_number: int
    station_id: str
    destination_id: str
    date: dt.datetime
    start_date: dt.date
    state: str
    boarded_at: dt.datetime | None
    boarded_by: UUID | None
    revoked_at: dt.datetime | None


class Entry(BaseModel):
    id: UUID
    position: int
    at: dt.datetime
    caller_kind: str
    caller_id: UUID | None
    caller_name: str | None
    address: str | None
    request_id: str
    operation: str | None
    action: str
    subject_kind: str | None
    subject_id: UUID | None
    changes: Json[Any] | None
    is_redacted: bool
    hash: str


@router.get("/admin/users")
async def list_users(request: Request, behind: Behind = LAST_KEY) -> list[User]:
    rows = await request.app.state.lists.fetch(_USERS, behind)
    return [User(**row) for row in rows]


@router.get("/admin/tickets")
async def list_tickets(request: Request, behind: Behind = LAST_KEY) -> list[Ticket]:
    rows = await request.app.state.lists.fetch(_TICKETS, behind)
    return [Ticket(**row) for row in rows]


@router.get("/admin/audit")
async def list_entries(request: Request, behind: Behind = LAST_KEY) -> list[Entry]:
    rows = await request.app.state.lists.fetch(_AUDIT, behind)
    return [Entry(**row) for row in rows]
