from base_api import RobotDep
from service_kit.database import DatabaseDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.offline_checks import service
from app.offline_checks.schemas import ChecksUpload, SyncResult
from app.robots.errors import RobotNotFound

router = feature_router("/robot/ticket", tag="offline checks")


@router.post(
    "/checks:sync",
    summary="Upload checks made without the uplink",
    responses=problems(RobotNotFound),
)
async def sync_checks(body: ChecksUpload, robot: RobotDep, database: DatabaseDep) -> SyncResult:
    """The whole upload or nothing; sending it again gives `DUPLICATE` and changes nothing."""
    return await service.sync_checks(database, robot.id, body)
