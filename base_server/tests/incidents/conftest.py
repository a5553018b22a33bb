import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot
from tests.factories import create_robot
from tests.security import Headers


@pytest.fixture
async def robot(session: AsyncSession) -> Robot:
    return await create_robot(session, wagon_number=7)


@pytest.fixture
async def headers(robot: Robot, sign_in: SignIn) -> Headers:
    return await sign_in("robot", robot.id)


@pytest.fixture
async def security(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="guard", privileges=Privilege.SECURITY)


@pytest.fixture
async def colleague(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", name="colleague", privileges=Privilege.SECURITY)
