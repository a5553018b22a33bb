"""Faces of users: enrolled before the user is, and never left behind without one."""

from datetime import timedelta
from uuid import UUID

from face_api import FaceApi
from service_kit.database import Database
from service_kit.outbox import OutboxEvent
from service_kit.outbox.relay import Handler
from sqlalchemy import func

from app.users.repository import get_user

FACE_RECONCILED = "face.reconciled"
# Longer than an enrolment and its commit can take.
_AFTER = timedelta(minutes=2)


async def announce_enrolment(database: Database, user_id: UUID) -> None:
    """Promise to look after the face even if this process dies before its user is committed.

    The promise is committed at once and kept later, whatever becomes of the enrolment: a face
    whose user does not exist by then is erased.
    """
    async with database.session() as session, session.begin():
        session.add(
            OutboxEvent(
                topic=FACE_RECONCILED,
                key=f"face:{user_id}",
                payload={"user_id": str(user_id)},
                retry_at=func.now() + _AFTER,
            )
        )


def reconcile_face(database: Database, faces: FaceApi) -> Handler:
    """The outbox handler of `FACE_RECONCILED`."""

    async def handle(event: OutboxEvent) -> None:
        user_id = UUID(event.payload["user_id"])
        async with database.session() as session:
            user = await get_user(session, user_id)
        if user is None:
            await faces.erase(user_id)

    return handle
