"""Every query for the boarding of a run."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import Reason, Standing, TicketState, Verdict

from app.models import Ticket, TicketCheck


async def count_tickets(
    session: AsyncSession, train_number: str, train_date: date
) -> Sequence[Row[int, int, int]]:
    """(wagon, tickets, boarded) without the revoked ones."""
    boarded = func.count().filter(Ticket.state == TicketState.USED)
    query = (
        select(Ticket.wagon_number, func.count(), boarded)
        .where(Ticket.train_number == train_number, Ticket.start_date == train_date)
        .where(Ticket.state != TicketState.REVOKED)
        .group_by(Ticket.wagon_number)
    )
    return (await session.execute(query)).all()


def wagons_of_day(train_date: date) -> Select[str, int, int, int, datetime]:
    """(train, wagon, tickets, boarded, first departure) of each wagon, without the revoked ones.

    The index of runs begins with the train: PostgreSQL skips from one train's day to the next's.
    """
    boarded = func.count().filter(Ticket.state == TicketState.USED)
    return (
        select(
            Ticket.train_number,
            Ticket.wagon_number,
            func.count(),
            boarded,
            func.min(Ticket.date),
        )
        .where(Ticket.start_date == train_date, Ticket.state != TicketState.REVOKED)
        .group_by(Ticket.train_number, Ticket.wagon_number)
        .order_by(Ticket.train_number, Ticket.wagon_number)
    )


async def count_conflicts_of_day(session: AsyncSession, train_date: date) -> dict[str, int]:
    """By train, those that nobody has settled yet."""
    query = (
        select(TicketCheck.train_number, func.count())
        .where(TicketCheck.train_date == train_date)
        .where(TicketCheck.standing == Standing.CONFLICT, TicketCheck.settled_at.is_(None))
        .group_by(TicketCheck.train_number)
    )
    found = await session.execute(query)
    return {train: count for train, count in found if train is not None}


async def count_refusals(
    session: AsyncSession, train_number: str, train_date: date
) -> Sequence[Row[int | None, Reason | None, int]]:
    """(wagon, reason, checks), by the wagon of the robot, or else of the ticket."""
    wagon = func.coalesce(TicketCheck.wagon_number, Ticket.wagon_number)
    query = (
        select(wagon, TicketCheck.reason, func.count())
        .join(Ticket, Ticket.id == TicketCheck.ticket_id, isouter=True)
        .where(TicketCheck.train_number == train_number, TicketCheck.train_date == train_date)
        .where(TicketCheck.verdict == Verdict.REFUSED)
        .group_by(wagon, TicketCheck.reason)
    )
    return (await session.execute(query)).all()


async def count_conflicts(session: AsyncSession, train_number: str, train_date: date) -> int:
    query = (
        select(func.count())
        .select_from(TicketCheck)
        .where(TicketCheck.train_number == train_number, TicketCheck.train_date == train_date)
        .where(TicketCheck.standing == Standing.CONFLICT, TicketCheck.settled_at.is_(None))
    )
    return (await session.scalars(query)).one()


def no_shows(train_number: str, train_date: date) -> Select[Ticket]:
    """Whose train has left them behind: their own departure is past, and nobody boarded."""
    return select(Ticket).where(
        Ticket.train_number == train_number,
        Ticket.start_date == train_date,
        Ticket.state == TicketState.VALID,
        Ticket.date < func.now(),
    )
