"""What the sign-in routes ask for."""

from typing import Annotated

from base_api import CallerKind
from fastapi import Depends
from service_kit.callers import Caller, CallerGuard
from service_kit.redis_async.connection import RedisDep
from starlette.requests import Request

from app.auth.challenges import ChallengeStore
from app.config import Settings


async def _challenges(redis: RedisDep) -> ChallengeStore:
    return ChallengeStore(redis.client)


async def _address(request: Request) -> str:
    """The client's address; the gateway is the only one who may say another one than its own."""
    return request.client.host if request.client is not None else "unknown"


async def _platform_name(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.platform_name


DeviceDep = Annotated[Caller, Depends(CallerGuard(CallerKind.ROBOT, CallerKind.STORE))]
ChallengeStoreDep = Annotated[ChallengeStore, Depends(_challenges)]
AddressDep = Annotated[str, Depends(_address)]
PlatformNameDep = Annotated[str, Depends(_platform_name)]
