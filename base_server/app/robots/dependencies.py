from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends
from service_kit.paging import PageQuery, nulls_as, sorted_pages
from sqlalchemy import DateTime, func

from app.models import Robot, RobotHeartbeat

# Of `live_robots`, which joins the reports. Without an index, which each report would have to
# change: a railway has thousands of robots.
_EPOCH = datetime.fromtimestamp(0, UTC)
_LAST_SEEN = func.greatest(
    nulls_as(Robot.last_seen_at, _EPOCH),
    nulls_as(RobotHeartbeat.reported_at, _EPOCH),
    type_=DateTime(timezone=True),
)
SORTS = {"model": Robot.robot_model_name_key, "last_seen": _LAST_SEEN, "created": Robot.id}
RobotPageDep = Annotated[PageQuery, Depends(sorted_pages("RobotSort", SORTS))]
