"""A ticket check by code: one statement that uses the ticket up and writes the check."""

import datetime as dt
import hashlib
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

router = APIRouter()

_BOARD = """
WITH boarded AS (
    UPDATE tickets SET state = 'USED', boarded_at = now(), boarded_by = $1
    WHERE code_hash = $2 AND state = 'VALID'
    RETURNING id, train_number, wagon_number, place_number, destination_id, start_date, boarded_at
), recorded AS (
    INSERT INTO ticket_checks
        (robot_id, request_id, question, ticket_id, mode, verdict, reason, checked_at)
    SELECT $1, $3, $2, boarded.id, $4, 'OK', NULL, boarded.boarded_at FROM boarded
)
SELECT id, train_number, wagon_number, place_number, destination_id, start_date, boarded_at
FROM boarded
"""


class Check(BaseModel):
    request_id: str
    code: str
    mode: Literal["BOARD"]


class Ticket(BaseModel):
    id: UUID
    train_number: str
    wagon_number: int
    place_number: int
    destination: str
    start_date: dt.date


class Verdict(BaseModel):
    verdict: Literal["OK", "REFUSED"]
    reason: str | None
    ticket: Ticket | None
    checked_at: dt.datetime


@router.post("/robot/ticket/check")
async def check_ticket(body: Check, request: Request) -> Verdict:
    state = request.app.state
    code_hash = hashlib.sha256(body.code.encode()).digest()
    row = await state.base.fetchrow(_BOARD, state.robot_id, code_hash, body.request_id, body.mode)
    if row is None:
        now = dt.datetime.now(dt.UTC)
        return Verdict(verdict="REFUSED", reason="ALREADY_USED", ticket=None, checked_at=now)
    id_, train_number, wagon_number, place_number, destination, start_date, checked_at = row
    ticket = Ticket(
        id=id_,
        train_number=train_number,
        wagon_number=wagon_number,
        place_number=place_number,
        destination=destination,
        start_date=start_date,
    )
    return Verdict(verdict="OK", reason=None, ticket=ticket, checked_at=checked_at)
