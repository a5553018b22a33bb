"""The client of the platform's public API, as robots, store terminals and engineers use it."""

from platform_client.engineer import Engineer
from platform_client.errors import PlatformError
from platform_client.keys import DeviceKey, Ed25519Key, P256Key, RsaKey, load_key
from platform_client.kiosk import CaughtUp, Examined, Kiosk, KioskMemory
from platform_client.models.checks import Mode, Scope
from platform_client.models.liveness import LivenessAnswer, LivenessChallenge, LivenessStep
from platform_client.models.sessions import Credentials, DeviceIdentity, Method
from platform_client.offline import Journal, OfflineChecker
from platform_client.passenger import Passenger
from platform_client.platform import Platform
from platform_client.retries import NO_RETRIES, RetryPolicy
from platform_client.robot import Robot
from platform_client.store_terminal import StoreTerminal

__all__ = [
    "NO_RETRIES",
    "CaughtUp",
    "Credentials",
    "DeviceIdentity",
    "DeviceKey",
    "Ed25519Key",
    "Engineer",
    "Examined",
    "Journal",
    "Kiosk",
    "KioskMemory",
    "LivenessAnswer",
    "LivenessChallenge",
    "LivenessStep",
    "Method",
    "Mode",
    "OfflineChecker",
    "P256Key",
    "Passenger",
    "Platform",
    "PlatformError",
    "RetryPolicy",
    "Robot",
    "RsaKey",
    "Scope",
    "StoreTerminal",
    "load_key",
]
