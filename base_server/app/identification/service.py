"""Identifying a passenger.

No database connection is held while face_server works: its answer takes longer than any query.
"""

from uuid import UUID

from face_api import FaceApi, FaceSearch, FaceVerdict
from service_kit.database import Database

from app.fields import ShownFace
from app.identification.schemas import Identification, IdentifyRequest, Scope
from app.robots.service import get_passenger, require_trip
from app.tickets.service import list_user_ids_on_run
from app.users.errors import UserNotFound
from app.users.service import PASSENGERS, may_be_identified


async def identify(
    database: Database, face_api: FaceApi, robot_id: UUID, body: IdentifyRequest
) -> Identification:
    """Who it is, with the tickets on the robot's run; or nobody, or too close to call."""
    face = ShownFace(body.face, body.liveness)
    found = await search(database, face_api, robot_id, face, body.scope)
    if found.verdict is not FaceVerdict.MATCH:
        return Identification(verdict=found.verdict, confidence=None, user=None)
    best = found.matches[0]
    try:
        async with database.session() as session:
            passenger = await get_passenger(session, robot_id, best.subject_id)
    except UserNotFound:
        # A face may outlive its user for the moments until it is erased.
        return Identification(verdict=FaceVerdict.UNKNOWN, confidence=None, user=None)
    return Identification(verdict=found.verdict, confidence=best.confidence, user=passenger)


async def search(
    database: Database, face_api: FaceApi, robot_id: UUID, face: ShownFace, scope: Scope
) -> FaceSearch:
    """Look the face up among those whom it can belong to."""
    among = None
    async with database.session() as session:
        trip = await require_trip(session, robot_id)
        if scope is Scope.TRAIN_RUN:
            among = await list_user_ids_on_run(session, trip.train_number, trip.train_date)
    found = await face_api.search(
        face.picture, collection=PASSENGERS, among=among, liveness=face.liveness
    )
    if found.verdict is FaceVerdict.MATCH:
        async with database.session() as session:
            if not await may_be_identified(session, found.matches[0].subject_id):
                return found.model_copy(update={"verdict": FaceVerdict.UNKNOWN})
    return found
