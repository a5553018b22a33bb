"""Robots that come back with what they did without the uplink."""

import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TrainRun

from app.manifests.versions import Version
from app.models import Ticket, TicketCheck
from tests.factories import TODAY, TRAIN

Headers = dict[str, str]
NOW = dt.datetime.now(dt.UTC)
VERSION = str(Version(TrainRun(TRAIN, TODAY), 1))
HOLDS = ("ACCEPTED", "HOLDS", None)
USED = ("CONFLICT", "CONFLICT", "ALREADY_USED")


def minutes(number: float) -> dt.datetime:
    """Before now, as no robot boards in the future."""
    return NOW - dt.timedelta(hours=2) + dt.timedelta(minutes=number)


def boarding(ticket: Ticket | None, minute: float = 0, sequence: int = 1, **values: Any) -> Any:
    """An accepted boarding; None is a code that nobody was given."""
    code_hash = ticket.code_hash.hex() if ticket is not None else "0" * 64
    return {
        "request_id": uuid4().hex,
        "sequence": sequence,
        "made_at": minutes(minute).isoformat(),
        "code_hash": code_hash,
        "mode": "BOARD",
        "verdict": "OK",
        "manifest_version": VERSION,
        **values,
    }


async def sync(
    client: httpx.AsyncClient,
    headers: Headers,
    *checks: dict[str, Any],
    clock_off: dt.timedelta = dt.timedelta(0),
) -> httpx.Response:
    """An upload of a robot whose clock is off; the times of the checks are by the right one."""
    shifted = [
        {**one, "made_at": (dt.datetime.fromisoformat(one["made_at"]) + clock_off).isoformat()}
        for one in checks
    ]
    device_time = (dt.datetime.now(dt.UTC) + clock_off).isoformat()
    body = {"device_time": device_time, "checks": shifted}
    return await client.post("/robot/ticket/checks:sync", json=body, headers=headers)


async def outcomes(
    client: httpx.AsyncClient, headers: Headers, *checks: dict[str, Any], **options: Any
) -> list[tuple[str, str | None, str | None]]:
    """(result, standing, cause) of each check."""
    answer = (await sync(client, headers, *checks, **options)).json()
    return [(one["result"], one["standing"], one["cause"]) for one in answer["results"]]


async def list_checks(session: AsyncSession) -> list[TicketCheck]:
    """All of them, by their time."""
    return list(await session.scalars(select(TicketCheck).order_by(TicketCheck.checked_at)))
