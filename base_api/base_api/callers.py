"""Who holds sessions on this platform, and what engineers may do."""

from enum import IntFlag, StrEnum
from typing import Annotated

from fastapi import Depends
from service_kit.callers import Caller, CallerGuard


class CallerKind(StrEnum):
    ROBOT = "robot"
    STORE = "store"
    ENGINEER = "engineer"
    PASSENGER = "passenger"


class Privilege(IntFlag):
    """What an engineer may do. Stored as an integer: a bit never changes its meaning."""

    ROBOT_LOGIN = 1
    STORE_LOGIN = 2
    ADMIN = 4
    SECURITY = 8


RobotDep = Annotated[Caller, Depends(CallerGuard(CallerKind.ROBOT))]
StoreTerminalDep = Annotated[Caller, Depends(CallerGuard(CallerKind.STORE))]
EngineerDep = Annotated[Caller, Depends(CallerGuard(CallerKind.ENGINEER))]
PassengerDep = Annotated[Caller, Depends(CallerGuard(CallerKind.PASSENGER))]
# For routers whose routes do not name the caller themselves.
ADMIN = Depends(CallerGuard(CallerKind.ENGINEER, privileges=Privilege.ADMIN))
AdminDep = Annotated[Caller, ADMIN]
SecurityDep = Annotated[
    Caller, Depends(CallerGuard(CallerKind.ENGINEER, privileges=Privilege.SECURITY))
]
