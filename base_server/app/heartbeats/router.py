from base_api import RobotDep
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.heartbeats import service
from app.heartbeats.schemas import Heartbeat, HeartbeatAnswer
from app.robots.errors import RobotNotFound

router = feature_router("/robot", tag="robots")


@router.post("/heartbeat", summary="Report that I am here", responses=problems(RobotNotFound))
async def report_heartbeat(
    body: Heartbeat, robot: RobotDep, session: SessionDep
) -> HeartbeatAnswer:
    """The time, what the robot is to do, and when to report again."""
    return await service.take_report(session, robot.id, body)
