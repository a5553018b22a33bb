from base_api import RobotDep
from face_api import PICTURE_ERRORS
from service_kit.database import DatabaseDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.routing import feature_router

from app.identification import service
from app.identification.schemas import Identification, IdentifyRequest
from app.robots.errors import NoTrip, RobotNotFound
from app.users.dependencies import FaceApiDep
from app.users.router import PICTURE_BODY_BYTES

router = feature_router("/robot", tag="identification")


@router.post(
    "/user/identify",
    summary="Identify a passenger by face",
    responses=problems(RobotNotFound, NoTrip, PeerUnavailable, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def identify_user(
    body: IdentifyRequest, robot: RobotDep, database: DatabaseDep, face_api: FaceApiDep
) -> Identification:
    """The passenger with the tickets on the robot's run, or an honest "unknown"."""
    return await service.identify(database, face_api, robot.id, body)
