"""Whether a robot can be counted on: derived when it is asked, never stored.

A heartbeat gives a lease. Whoever reads compares it with the database's clock, so that no process
has to notice that a robot went away, and no flag can be left standing.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, Interval, case, func, literal

from app.models import Connection, RobotHeartbeat, RobotState

LEASE = timedelta(seconds=30)
OFFLINE_AFTER = 3 * LEASE
# Two heartbeats may be lost before a lease runs out.
HEARTBEAT_EVERY = LEASE / 3
_IN_NEED = (RobotState.DEGRADED, RobotState.ERROR)


def current_connection() -> ColumnElement[Connection]:
    """SQL: offline without a report for three leases, degraded for one, or when it says so."""
    age = func.now() - RobotHeartbeat.reported_at
    kind = RobotHeartbeat.announced.type
    return case(
        (RobotHeartbeat.reported_at.is_(None), literal(Connection.OFFLINE, kind)),
        (age > literal(OFFLINE_AFTER, Interval), literal(Connection.OFFLINE, kind)),
        (age > literal(LEASE, Interval), literal(Connection.DEGRADED, kind)),
        (RobotHeartbeat.state.in_(_IN_NEED), literal(Connection.DEGRADED, kind)),
        else_=literal(Connection.ONLINE, kind),
    )
