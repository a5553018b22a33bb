"""Issuing tickets."""

from datetime import date
from uuid import UUID

from service_kit.database.constraints import constraint_errors
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Ticket
from app.tickets import repository
from app.tickets.codes import code_hash, new_code
from app.tickets.errors import PlaceTaken, TicketNotFound
from app.tickets.schemas import (
    CheckRead,
    TicketCreate,
    TicketDetail,
    TicketFilters,
    TicketRead,
)
from app.users.errors import UserNotFound


async def create_ticket(session: AsyncSession, body: TicketCreate) -> tuple[Ticket, str]:
    """The ticket and its code, of which only the hash is kept."""
    code = new_code()
    ticket = Ticket(
        code_hash=code_hash(code),
        destination_id=body.destination,
        **body.model_dump(exclude={"destination"}),
    )
    session.add(ticket)
    with constraint_errors(uq_tickets_place=PlaceTaken(), fk_tickets_user_id_users=UserNotFound()):
        await session.flush()
    return ticket, code


async def list_tickets(
    session: AsyncSession, page: PageQuery, filters: TicketFilters
) -> Page[TicketRead]:
    query = repository.filtered(**filters.by_column)
    return await paginate(session, query, Ticket, page, TicketRead.of)


async def list_on_run(
    session: AsyncSession, train_number: str, train_date: date, user_id: UUID
) -> list[Ticket]:
    """A user's tickets on a run, without the revoked ones, by wagon and place."""
    return await repository.list_on_run(session, train_number, train_date, user_id)


async def list_user_ids_on_run(
    session: AsyncSession, train_number: str, train_date: date
) -> list[UUID]:
    """Who holds a ticket on a run."""
    return await repository.list_user_ids_on_run(session, train_number, train_date)


async def require_detail(session: AsyncSession, ticket_id: UUID) -> TicketDetail:
    ticket = await repository.get_ticket(session, ticket_id)
    if ticket is None:
        raise TicketNotFound
    checks = [CheckRead.of(check) for check in await repository.list_checks(session, ticket_id)]
    return TicketDetail(**TicketRead.of(ticket).model_dump(), checks=checks)
