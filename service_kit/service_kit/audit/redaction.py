"""Erasing what the record tells about a person, without breaking the chain."""

from uuid import UUID

from service_kit.audit.collecting import record
from service_kit.audit.models import AuditEntry
from sqlalchemy import and_, null, or_, update
from sqlalchemy.ext.asyncio import AsyncSession


async def redact(
    session: AsyncSession,
    subject: tuple[str, UUID],
    *,
    caller: tuple[str, UUID] | None = None,
) -> int:
    """Erase values, names and addresses from entries about `subject` or by `caller`; how many.

    That an entry was there, when, and of which kind, stays, and so does that it was redacted.
    Entries of this very transaction are not written yet and stay as they are.
    """
    kind, key = subject
    concerned = and_(AuditEntry.subject_kind == kind, AuditEntry.subject_id == key)
    if caller is not None:
        kind, caller_id = caller
        by_caller = and_(AuditEntry.caller_kind == kind, AuditEntry.caller_id == caller_id)
        concerned = or_(concerned, by_caller)
    erased = await session.scalars(
        update(AuditEntry)
        .where(concerned, AuditEntry.salt.is_not(None))
        .values(changes=null(), caller_name=null(), address=null(), salt=null())
        .returning(AuditEntry.id)
        .execution_options(synchronize_session=False)
    )
    count = len(erased.all())
    if count:
        record(
            session, action="audit_entries.redacted", subject=subject, details={"entries": count}
        )
    return count
