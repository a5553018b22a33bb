"""Showing conflicts to staff, and noting what they found out."""

from uuid import UUID

from service_kit.audit import record
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy.ext.asyncio import AsyncSession

from app.conflicts import repository
from app.conflicts.errors import AlreadySettled, ConflictNotFound
from app.conflicts.schemas import ConflictFilters, ConflictRead
from app.models import TicketCheck


async def list_conflicts(
    session: AsyncSession, page: PageQuery, filters: ConflictFilters
) -> Page[ConflictRead]:
    query = repository.conflicts(filters)
    return await paginate(session, query, TicketCheck, page, ConflictRead.of)


async def settle_conflict(
    session: AsyncSession, check_id: UUID, engineer: str, comment: str
) -> ConflictRead:
    """Once. Who holds the ticket stays as the merge decided; the comment tells what was done."""
    check = await repository.lock_conflict(session, check_id)
    if check is None:
        raise ConflictNotFound
    if check.settled_at is not None:
        raise AlreadySettled
    repository.settle(check, engineer, comment)
    # Checks are too many to be on record one by one; what people do about them is.
    record(
        session,
        action="ticket_checks.settled",
        subject=("ticket_checks", check_id),
        details={"comment": comment},
    )
    await session.flush()
    await session.refresh(check, ["settled_at"])
    return ConflictRead.of(check)
