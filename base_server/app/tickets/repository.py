"""Every query for tickets, but the statements of a check (see `app.checks.repository`)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, Uuid, any_, case, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload
from ticket_rules import TicketState
from ticket_rules.verdict import VALID_AFTER, VALID_BEFORE

from app.models import Ticket, TicketCheck, User

# Far more than anybody travels with in a week.
MAXIMUM_CURRENT = 50
_BY_ROBOT = joinedload(TicketCheck.robot, innerjoin=True)


def filtered(**values: Any) -> Select[Ticket]:
    """Tickets whose columns have the given values; None does not filter."""
    query = select(Ticket)
    for column, value in values.items():
        if value is not None:
            query = query.where(getattr(Ticket, column) == value)
    return query


def held(query: Select[Ticket]) -> Select[Ticket]:
    """With the users who hold them."""
    return query.options(joinedload(Ticket.user, innerjoin=True))


def of_users(query: Select[Ticket], users: ColumnElement[bool]) -> Select[Ticket]:
    """Only those of users of whom the condition is true."""
    return query.join(User, User.id == Ticket.user_id).where(users)


async def get_held_ticket(session: AsyncSession, ticket_id: UUID) -> Ticket | None:
    return await session.scalar(held(filtered(id=ticket_id)))


async def get_ticket(session: AsyncSession, ticket_id: UUID) -> Ticket | None:
    return await session.get(Ticket, ticket_id)


async def lock_ticket(session: AsyncSession, ticket_id: UUID) -> Ticket | None:
    """The ticket as it is now, and stays until this transaction ends."""
    query = select(Ticket).where(Ticket.id == ticket_id)
    return await session.scalar(query.with_for_update(key_share=True))


async def new_id(session: AsyncSession) -> UUID:
    """For a row whose contents depend on its key."""
    return (await session.scalars(select(func.uuidv7(type_=Uuid())))).one()


async def clock(session: AsyncSession) -> datetime:
    """What the database's clock shows now, not at the start of the transaction."""
    return (
        await session.scalars(select(func.clock_timestamp(type_=DateTime(timezone=True))))
    ).one()


async def list_checks(session: AsyncSession, ticket_id: UUID) -> Sequence[TicketCheck]:
    query = (
        select(TicketCheck)
        .where(TicketCheck.ticket_id == ticket_id)
        .options(_BY_ROBOT)
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


async def list_current(session: AsyncSession, user_id: UUID) -> list[Ticket]:
    """A user's tickets with which a check would pass now, by run, wagon and place. Those of
    somebody erased are nobody's."""
    now = func.now()
    query = (
        filtered(user_id=user_id)
        .join(User, User.id == Ticket.user_id)
        .where(
            User.erased_at.is_(None),
            Ticket.state != TicketState.REVOKED,
            Ticket.date.between(now - VALID_AFTER, now + VALID_BEFORE),
        )
        .order_by(Ticket.start_date, Ticket.train_number, Ticket.wagon_number, Ticket.place_number)
        .limit(MAXIMUM_CURRENT)
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


async def list_of_user(session: AsyncSession, user_id: UUID, limit: int | None) -> list[Ticket]:
    """Those to come first, the next one at the top; then those of the past, the latest first."""
    is_past = Ticket.date < func.now()
    to_come = case((is_past, None), else_=Ticket.date)
    query = filtered(user_id=user_id).order_by(is_past, to_come, Ticket.date.desc()).limit(limit)
    return list(await session.scalars(query))


async def lock_of_user(session: AsyncSession, user_id: UUID) -> list[Ticket]:
    return list(await session.scalars(filtered(user_id=user_id).with_for_update()))


async def list_checks_of_user(session: AsyncSession, user_id: UUID) -> list[TicketCheck]:
    query = (
        select(TicketCheck)
        .join(Ticket, Ticket.id == TicketCheck.ticket_id)
        .where(Ticket.user_id == user_id)
        .options(_BY_ROBOT)
        .order_by(TicketCheck.id)
    )
    return list(await session.scalars(query))


async def list_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Ticket]:
    """However many they are: one parameter holds them all."""
    query = select(Ticket).where(Ticket.id == any_(literal(list(ids), ARRAY(Uuid()))))
    return list(await session.scalars(query))
