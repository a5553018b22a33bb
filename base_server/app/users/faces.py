"""Faces of users: stored only with a consent on record, and never left behind without one."""

from datetime import timedelta
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.http_client import PeerUnavailable
from service_kit.outbox import OutboxEvent, append_event
from service_kit.outbox.relay import Handler
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.fields import ShownFace
from app.users import consents
from app.users.consents import Consent
from app.users.repository import lock_user
from app.users.turns import FaceTurns

FACE_RECONCILED = "face.reconciled"
PASSENGERS = "passengers"
# Longer than an enrolment and its commit can take.
_AFTER = timedelta(minutes=2)


async def enroll(
    session: AsyncSession,
    database: Database,
    face_api: FaceApi,
    user_id: UUID,
    face: ShownFace,
    consent: Consent,
) -> None:
    """Store the consent and the face, or neither. The caller holds the user, or has just made it.

    Before that the promise is committed to look after the face if this process dies before its
    own commit: a face without a user or a consent by then is erased.
    """
    await _announce(database, user_id)
    given = await consents.give(session, user_id, consent)
    await face_api.enroll(
        user_id,
        face.picture,
        consent=f"consent:{given.id}",
        collection=PASSENGERS,
        liveness=face.liveness,
    )


async def _announce(database: Database, user_id: UUID) -> None:
    async with database.session() as session, session.begin():
        session.add(
            OutboxEvent(
                topic=FACE_RECONCILED,
                key=f"face:{user_id}",
                payload={"user_id": str(user_id)},
                retry_at=func.now() + _AFTER,
            )
        )


async def withdraw(session: AsyncSession, face_api: FaceApi, user_id: UUID) -> bool:
    """Withdraw the consent and erase the face. False: face_server is away, and it is erased as soon
    as it is back; until then the face identifies nobody any more."""
    await consents.withdraw(session, user_id)
    # A key of its own: it must not wait for what was announced for later.
    append_event(
        session,
        topic=FACE_RECONCILED,
        key=f"face-withdrawn:{user_id}",
        payload={"user_id": str(user_id)},
    )
    return await erase_now(face_api, user_id)


async def erase_now(face_api: FaceApi, user_id: UUID) -> bool:
    """Whether it could be erased; false while face_server is away."""
    try:
        await face_api.erase(user_id)
    except PeerUnavailable:
        return False
    return True


def reconcile_face(database: Database, face_api: FaceApi, turns: FaceTurns) -> Handler:
    """The outbox handler of `FACE_RECONCILED`."""

    async def handle(event: OutboxEvent) -> None:
        user_id = UUID(event.payload["user_id"])
        async with turns.free, database.session() as session, session.begin():
            # Held, so that nobody consents and enrols between the look and the erasure.
            await lock_user(session, user_id)
            if not await consents.is_given(session, user_id):
                await face_api.erase(user_id)

    return handle
