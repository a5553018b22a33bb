"""Every query for conflicts."""

from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload
from ticket_rules import Standing

from app.conflicts.schemas import ConflictFilters
from app.models import Ticket, TicketCheck


def conflicts(filters: ConflictFilters) -> Select[TicketCheck]:
    query = _conflicts()
    if filters.train_number is not None:
        query = query.where(TicketCheck.train_number == filters.train_number)
    if filters.train_date is not None:
        query = query.where(TicketCheck.train_date == filters.train_date)
    if filters.is_settled is not None:
        settled = TicketCheck.settled_at.is_not(None)
        query = query.where(settled if filters.is_settled else ~settled)
    return query


async def lock_conflict(session: AsyncSession, check_id: UUID) -> TicketCheck | None:
    """None when the check is unknown, or is not in conflict any more."""
    query = _conflicts().where(TicketCheck.id == check_id)
    return await session.scalar(query.with_for_update(of=TicketCheck))


def settle(check: TicketCheck, engineer: str, comment: str) -> None:
    check.settled_at = func.now()
    check.settled_by = engineer
    check.settlement = comment


def _conflicts() -> Select[TicketCheck]:
    query = select(TicketCheck).where(TicketCheck.standing == Standing.CONFLICT)
    return query.options(
        selectinload(TicketCheck.ticket).joinedload(Ticket.user, innerjoin=True),
        joinedload(TicketCheck.robot, innerjoin=True),
    )
