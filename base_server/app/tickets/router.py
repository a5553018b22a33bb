from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Depends
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router

from app.tickets import service
from app.tickets.errors import PlaceTaken, TicketNotFound
from app.tickets.schemas import (
    TicketCreate,
    TicketCreated,
    TicketDetail,
    TicketFilters,
    TicketRead,
)
from app.users.errors import UserNotFound

router = feature_router("/admin", tag="tickets")


@router.post(
    "/ticket",
    status_code=201,
    summary="Issue a ticket",
    responses=problems(UserNotFound, PlaceTaken, IdempotencyConflict),
)
async def create_ticket(
    body: TicketCreate, _: AdminDep, session: SessionDep, idempotency: IdempotencyDep
) -> TicketCreated:
    """The code is in this answer only: give it to the passenger."""

    async def work() -> TicketCreated:
        ticket, code = await service.create_ticket(session, body)
        return TicketCreated(
            id=ticket.id,
            train_number=ticket.train_number,
            wagon_number=ticket.wagon_number,
            place_number=ticket.place_number,
            destination=ticket.destination_id,
            code=code,
        )

    return await idempotency.once(TicketCreated, work)


@router.get("/tickets", summary="List tickets")
async def list_tickets(
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[TicketFilters, Depends()],
) -> Page[TicketRead]:
    """The newest first, by run, user or state."""
    return await service.list_tickets(session, page, filters)


@router.get("/ticket/{ticket_id}", summary="Show a ticket", responses=problems(TicketNotFound))
async def get_ticket(ticket_id: UUID, _: AdminDep, session: SessionDep) -> TicketDetail:
    """With who boarded with it, when, and its checks."""
    return await service.require_detail(session, ticket_id)
