"""What other services need of base_server: a typed client, and the vocabulary of its sessions."""

from base_api.callers import (
    ADMIN,
    AdminDep,
    CallerKind,
    EngineerDep,
    PassengerDep,
    Privilege,
    RobotDep,
    SecurityDep,
    StoreTerminalDep,
)
from base_api.client import BaseApi, RobotTrip, UserTrip

__all__ = [
    "ADMIN",
    "AdminDep",
    "BaseApi",
    "CallerKind",
    "EngineerDep",
    "PassengerDep",
    "Privilege",
    "RobotDep",
    "RobotTrip",
    "SecurityDep",
    "StoreTerminalDep",
    "UserTrip",
]
