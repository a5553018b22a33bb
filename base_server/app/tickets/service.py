"""Issuing tickets."""

from uuid import UUID

from service_kit.database.constraints import constraint_errors
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Ticket
from app.tickets import repository
from app.tickets.codes import code_hash, new_code
from app.tickets.errors import PlaceTaken, TicketNotFound
from app.tickets.schemas import CheckRead, TicketCreate, TicketDetail, TicketRead
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


async def require_detail(session: AsyncSession, ticket_id: UUID) -> TicketDetail:
    ticket = await repository.get_ticket(session, ticket_id)
    if ticket is None:
        raise TicketNotFound
    checks = [CheckRead.of(check) for check in await repository.list_checks(session, ticket_id)]
    return TicketDetail(**TicketRead.of(ticket).model_dump(), checks=checks)
