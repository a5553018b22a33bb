from base_api import RobotDep
from face_api import PICTURE_ERRORS, FaceApi
from service_kit.components import component_of
from service_kit.database import Database
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.idempotency import IdempotencyConflict
from service_kit.routing import feature_router
from starlette.requests import Request

from app.checks import service
from app.checks.by_face import check_by_face
from app.checks.schemas import CheckRequest, VerdictRead
from app.robots.errors import NoTrip, RobotNotFound
from app.users.router import PICTURE_BODY_BYTES

router = feature_router("/robot/ticket", tag="checks")


@router.post(
    "/check",
    summary="Check a ticket",
    responses=problems(
        NoTrip, RobotNotFound, IdempotencyConflict, PeerUnavailable, *PICTURE_ERRORS
    ),
    max_body_size=PICTURE_BODY_BYTES,
)
async def check_ticket(body: CheckRequest, robot: RobotDep, request: Request) -> VerdictRead:
    """The verdict. `BOARD` uses the ticket up, once, however many robots ask at the same time."""
    database = component_of(request, Database)
    if body.code is not None:
        return await service.check_by_code(database, robot.id, body, body.code)
    face_api = component_of(request, FaceApi)
    return await check_by_face(database, face_api, robot.id, body, body.face or "")
