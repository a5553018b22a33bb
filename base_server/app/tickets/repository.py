"""Every query for tickets, but the statements of a check (see `app.checks.repository`)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Ticket, TicketCheck


def filtered(**values: Any) -> Select[Ticket]:
    """Tickets whose columns have the given values; None does not filter."""
    query = select(Ticket)
    for column, value in values.items():
        if value is not None:
            query = query.where(getattr(Ticket, column) == value)
    return query


async def get_ticket(session: AsyncSession, ticket_id: UUID) -> Ticket | None:
    return await session.get(Ticket, ticket_id)


async def list_checks(session: AsyncSession, ticket_id: UUID) -> Sequence[TicketCheck]:
    query = (
        select(TicketCheck)
        .where(TicketCheck.ticket_id == ticket_id)
        .order_by(TicketCheck.id.desc())
        .limit(100)
    )
    return list(await session.scalars(query))


async def list_on_run(
    session: AsyncSession, train_number: str, train_date: date, user_id: UUID
) -> list[Ticket]:
    """A user's tickets on a run, without the revoked ones, by wagon and place."""
    query = (
        filtered(train_number=train_number, start_date=train_date, user_id=user_id)
        .where(Ticket.state != TicketState.REVOKED)
        .order_by(Ticket.wagon_number, Ticket.place_number)
    )
    return list(await session.scalars(query))


async def list_user_ids_on_run(
    session: AsyncSession, train_number: str, train_date: date
) -> list[UUID]:
    """Who holds a ticket on a run."""
    query = (
        select(Ticket.user_id)
        .where(
            Ticket.train_number == train_number,
            Ticket.start_date == train_date,
            Ticket.state != TicketState.REVOKED,
        )
        .distinct()
    )
    return list(await session.scalars(query))
