"""Issuing and revoking tickets."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from service_kit.database.constraints import constraint_errors
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.models import Ticket, TicketCheck
from app.tickets import repository
from app.tickets.codes import CodeVault, code_hash, new_code
from app.tickets.errors import CodeUnreadable, PlaceTaken, TicketNotFound
from app.tickets.schemas import (
    CheckRead,
    HeldTicket,
    TicketCreate,
    TicketDetail,
    TicketFilters,
)
from app.users.service import is_named_like, require_held


async def create_ticket(session: AsyncSession, vault: CodeVault, body: TicketCreate) -> Ticket:
    """A ticket with a new code; see `reveal_code`. The user is not erased meanwhile."""
    await require_held(session, body.user_id)
    code, ticket_id = new_code(), await repository.new_id(session)
    ticket = Ticket(
        id=ticket_id,
        code_hash=code_hash(code),
        code_encrypted=vault.seal(ticket_id, code),
        destination_id=body.destination,
        **body.model_dump(exclude={"destination"}),
    )
    session.add(ticket)
    with constraint_errors(uq_tickets_place=PlaceTaken()):
        await session.flush()
    return ticket


async def revoke_ticket(session: AsyncSession, ticket_id: UUID) -> None:
    """Revoked once and for all; its place may be sold again. Who boarded with it stays on record.

    The row is locked before the time is taken, so that a boarding that came first has the earlier
    time, too.
    """
    ticket = await repository.lock_ticket(session, ticket_id)
    if ticket is None:
        raise TicketNotFound
    if ticket.state is not TicketState.REVOKED:
        ticket.state = TicketState.REVOKED
        ticket.revoked_at = await repository.clock(session)
        await session.flush()


async def list_current_tickets(session: AsyncSession, user_id: UUID) -> list[Ticket]:
    """Those with which the user may travel now."""
    return await repository.list_current(session, user_id)


def reveal_code(vault: CodeVault, ticket: Ticket) -> str:
    """The ticket's code, for its owner's eyes only.

    Raises `CodeUnreadable` when it was made before codes were kept, or under a secret that is gone.
    """
    sealed = ticket.code_encrypted
    code = vault.open_sealed(ticket.id, sealed) if sealed is not None else None
    if code is None:
        raise CodeUnreadable
    return code


async def list_tickets(
    session: AsyncSession, page: PageQuery, filters: TicketFilters
) -> Page[HeldTicket]:
    query = repository.filtered(**filters.by_column)
    if filters.user_name is not None:
        query = repository.of_users(query, is_named_like(filters.user_name))
    return await list_held(session, page, query)


async def list_held(
    session: AsyncSession, page: PageQuery, query: Select[Ticket]
) -> Page[HeldTicket]:
    """A page of these tickets, with who holds them."""
    return await paginate(session, repository.held(query), Ticket, page, HeldTicket.of)


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


async def require_ticket(session: AsyncSession, ticket_id: UUID) -> Ticket:
    ticket = await repository.get_ticket(session, ticket_id)
    if ticket is None:
        raise TicketNotFound
    return ticket


async def require_detail(session: AsyncSession, ticket_id: UUID) -> TicketDetail:
    ticket = await repository.get_held_ticket(session, ticket_id)
    if ticket is None:
        raise TicketNotFound
    checks = [CheckRead.of(check) for check in await repository.list_checks(session, ticket_id)]
    return TicketDetail(**dict(HeldTicket.of(ticket)), checks=checks)


async def list_of_user(
    session: AsyncSession, user_id: UUID, *, limit: int | None = None
) -> list[Ticket]:
    """Those to come first, the next one at the top; then those of the past, the latest first."""
    return await repository.list_of_user(session, user_id, limit)


async def list_checks_of_user(session: AsyncSession, user_id: UUID) -> list[TicketCheck]:
    return await repository.list_checks_of_user(session, user_id)


async def require_of_user(session: AsyncSession, user_id: UUID, ticket_id: UUID) -> Ticket:
    """Raises `TicketNotFound` for somebody else's, too."""
    ticket = await require_ticket(session, ticket_id)
    if ticket.user_id != user_id:
        raise TicketNotFound
    return ticket


async def forget_codes_of_user(session: AsyncSession, user_id: UUID) -> int:
    """Nobody is left who may see them again; whoever holds a code still travels. How many tickets
    there are."""
    tickets = await repository.lock_of_user(session, user_id)
    for ticket in tickets:
        ticket.code_encrypted = None
    await session.flush()
    return len(tickets)


async def list_by_id(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Ticket]:
    return {ticket.id: ticket for ticket in await repository.list_by_id(session, ids)}
