"""Queries for what passengers have here beyond users and tickets."""

from uuid import UUID

from service_kit.audit import AuditEntry
from service_kit.idempotency.models import IdempotencyKey
from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Erasure, FaceConsent, Incident, IncidentParticipant, KeycloakUser


async def list_identity_links(session: AsyncSession, user_id: UUID) -> list[KeycloakUser]:
    return list(await session.scalars(select(KeycloakUser).where(KeycloakUser.user_id == user_id)))


async def list_consents(session: AsyncSession, user_id: UUID) -> list[FaceConsent]:
    return list(await session.scalars(select(FaceConsent).where(FaceConsent.user_id == user_id)))


async def list_records(session: AsyncSession, user_id: UUID) -> list[AuditEntry]:
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == "users", AuditEntry.subject_id == user_id)
        .order_by(AuditEntry.position)
    )
    return list(await session.scalars(query))


async def list_incidents(
    session: AsyncSession, user_id: UUID
) -> list[tuple[IncidentParticipant, Incident]]:
    """Where the passenger's face was matched; the oldest first."""
    query = (
        select(IncidentParticipant, Incident)
        .join(Incident, Incident.id == IncidentParticipant.incident_id)
        .where(IncidentParticipant.user_id == user_id)
        .order_by(Incident.occurred_at, Incident.id)
    )
    return [(row[0], row[1]) for row in await session.execute(query)]


async def leave_incidents(session: AsyncSession, user_id: UUID) -> int:
    """The passenger is a participant of none any more; of how many there were."""
    gone = await session.execute(
        delete(IncidentParticipant)
        .where(IncidentParticipant.user_id == user_id)
        .returning(IncidentParticipant.id)
    )
    return len(gone.all())


async def get_erasure(session: AsyncSession, erasure_id: UUID) -> Erasure | None:
    return await session.get(Erasure, erasure_id)


async def lock_erasure(session: AsyncSession, erasure_id: UUID) -> Erasure:
    return await session.get_one(Erasure, erasure_id, with_for_update=True)


async def forget_answers(session: AsyncSession, user_id: UUID) -> None:
    """Remembered answers to repeated requests: those to the passenger go; those about the passenger
    lose the name, so that a late repetition still does nothing twice."""
    caller = f"passenger:{user_id}"
    await session.execute(delete(IdempotencyKey).where(IdempotencyKey.caller == caller))
    nameless = IdempotencyKey.answer.op("||")(func.jsonb_build_object("name", "", type_=JSONB))
    await session.execute(
        update(IdempotencyKey)
        .where(
            IdempotencyKey.answer.contains({"id": str(user_id)}),
            IdempotencyKey.answer.has_key("name"),
        )
        .values(answer=nameless)
        .execution_options(synchronize_session=False)
    )
