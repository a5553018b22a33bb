"""Erasing a person: everything that names them goes; what the railway must keep loses the name.

What base_server holds goes in one transaction. That transaction also promises the rest through the
outbox: the face, wherever face_server is at that moment, and the details in the record of changes,
which the transaction itself still writes to.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from uuid import UUID

from base_api import CallerKind
from face_api import FaceApi
from service_kit.audit import redact
from service_kit.database import Base, Database
from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Erasure
from app.passengers import repository
from app.passengers.errors import ErasureNotFound
from app.passengers.schemas import Kept, NewReceipt, Receipt, Removed
from app.revocation import end_sessions
from app.tickets.service import forget_codes_of_user
from app.users.faces import erase_now
from app.users.schemas import ErasureState
from app.users.service import require_held

USER_ERASED = "user.erased"
_TICKETS_KEPT = "Accounting must keep what was sold. They no longer tell whose they are."
_PURCHASES_KEPT = (
    "Accounting must keep what was sold. They refer to a number that stands for nobody now."
)
_ROW_KEPT = "Tickets and purchases refer to this number. It has no name any more."


async def erase_user(session: AsyncSession, face_api: FaceApi, user_id: UUID) -> NewReceipt:
    """Raises `UserNotFound` for whoever is erased already."""
    user = await require_held(session, user_id)
    links = await repository.list_identity_links(session, user_id)
    consents = await repository.list_consents(session, user_id)
    counts = {
        "identity_links": await _delete_all(session, links),
        "face_consents": await _delete_all(session, consents),
        "incident_participants": await repository.leave_incidents(session, user_id),
        "tickets": await forget_codes_of_user(session, user_id),
    }
    user.name = ""
    user.erased_at = func.now()
    end_sessions(session, CallerKind.PASSENGER, user_id)
    secret = secrets.token_urlsafe(32)
    erasure = Erasure(user_id=user_id, secret_hash=_hash(secret), counts=counts)
    session.add(erasure)
    await session.flush()
    payload = {"erasure_id": str(erasure.id), "user_id": str(user_id)}
    append_event(session, topic=USER_ERASED, key=f"erasure:{user_id}", payload=payload)
    if await erase_now(face_api, user_id):
        erasure.face_erased_at = func.now()
    await session.flush()
    await session.refresh(erasure)
    return NewReceipt(**dict(to_receipt(erasure)), secret=secret)


async def _delete_all(session: AsyncSession, rows: Sequence[Base]) -> int:
    for row in rows:
        await session.delete(row)
    return len(rows)


def finish_erasure(database: Database, face_api: FaceApi) -> Handler:
    """The outbox handler of `USER_ERASED`: tries again until all is gone."""

    async def handle(event: OutboxEvent) -> None:
        user_id, erasure_id = UUID(event.payload["user_id"]), UUID(event.payload["erasure_id"])
        # Once more even if it was erased: somebody may have enrolled it in the meantime.
        await face_api.erase(user_id)
        async with database.session() as session, session.begin():
            erasure = await repository.lock_erasure(session, erasure_id)
            if erasure.finished_at is not None:
                return
            await redact(session, ("users", user_id), caller=(CallerKind.PASSENGER, user_id))
            await repository.forget_answers(session, user_id)
            erasure.face_erased_at = erasure.face_erased_at or func.now()
            erasure.finished_at = func.now()

    return handle


async def require_receipt(session: AsyncSession, erasure_id: UUID, secret: str) -> Receipt:
    erasure = await repository.get_erasure(session, erasure_id)
    if erasure is None or not hmac.compare_digest(erasure.secret_hash, _hash(secret)):
        raise ErasureNotFound
    return to_receipt(erasure)


def to_receipt(erasure: Erasure) -> Receipt:
    counts, finished = erasure.counts, ErasureState.of(erasure.finished_at is not None)
    face = ErasureState.of(erasure.face_erased_at is not None)
    done = ErasureState.DONE
    return Receipt(
        id=erasure.id,
        state=finished,
        erased_at=erasure.created_at,
        finished_at=erasure.finished_at,
        removed=[
            Removed(server="base_server", what="name", count=1, state=done),
            Removed(server="base_server", what="sessions", count=None, state=done),
            *(
                Removed(server="base_server", what=what, count=counts[what], state=done)
                for what in ("identity_links", "face_consents")
            ),
            Removed(
                server="base_server",
                what="incident_participants",
                # Not counted before they were erased with the rest.
                count=counts.get("incident_participants"),
                state=done,
            ),
            Removed(server="base_server", what="ticket_codes", count=counts["tickets"], state=done),
            Removed(server="face_server", what="face", count=None, state=face),
            Removed(server="base_server", what="audit_details", count=None, state=finished),
        ],
        kept=[
            Kept(server="base_server", what="user_id", count=1, why=_ROW_KEPT),
            Kept(server="base_server", what="tickets", count=counts["tickets"], why=_TICKETS_KEPT),
            Kept(server="store_server", what="purchases", count=None, why=_PURCHASES_KEPT),
        ],
    )


def state_of_face(receipt: Receipt) -> ErasureState:
    return next(one.state for one in receipt.removed if one.server == "face_server")


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
