from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.tickets import service
from app.tickets.codes import CodeVaultDep
from app.tickets.errors import CodeUnreadable, PlaceTaken, TicketNotFound
from app.tickets.schemas import (
    HeldTicket,
    IssuedTicket,
    TicketCreate,
    TicketCreated,
    TicketDetail,
    TicketFilters,
)
from app.users.errors import UserNotFound

router = feature_router("/admin", tag="tickets")


@router.post(
    "/ticket",
    status_code=201,
    summary="Issue a ticket",
    responses=problems(UserNotFound, PlaceTaken, IdempotencyConflict, CodeUnreadable),
)
async def create_ticket(
    body: TicketCreate,
    _: AdminDep,
    session: SessionDep,
    vault: CodeVaultDep,
    idempotency: IdempotencyDep,
) -> TicketCreated:
    """The code is in this answer only: give it to the passenger."""

    async def work() -> IssuedTicket:
        return IssuedTicket(id=(await service.create_ticket(session, vault, body)).id)

    # What is remembered for a repetition is the id: a code must not lie about in another table.
    issued = await idempotency.once(IssuedTicket, work)
    ticket = await service.require_ticket(session, issued.id)
    return TicketCreated.of(ticket, service.reveal_code(vault, ticket))


@router.get("/tickets", summary="List tickets")
async def list_tickets(
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[TicketFilters, query_of(TicketFilters)],
) -> Page[HeldTicket]:
    """The newest first, by run, user, the user's name or state."""
    return await service.list_tickets(session, page, filters)


@router.get("/ticket/{ticket_id}", summary="Show a ticket", responses=problems(TicketNotFound))
async def get_ticket(ticket_id: UUID, _: AdminDep, session: SessionDep) -> TicketDetail:
    """With who boarded with it, when, and its checks."""
    return await service.require_detail(session, ticket_id)


@router.delete("/ticket/{ticket_id}", summary="Revoke a ticket", responses=problems(TicketNotFound))
async def revoke_ticket(ticket_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """It is refused from now on and its place is free. Repeating changes nothing."""
    await service.revoke_ticket(session, ticket_id)
    return OK
