import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot, Ticket, User
from tests.factories import create_robot, create_ticket, create_user
from tests.offline_checks.helpers import Headers


@pytest.fixture
async def other_robot(session: AsyncSession) -> Robot:
    return await create_robot(session)


@pytest.fixture
async def other_headers(other_robot: Robot, sign_in: SignIn) -> Headers:
    return await sign_in("robot", other_robot.id)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


@pytest.fixture
async def ticket(session: AsyncSession, user: User) -> Ticket:
    return await create_ticket(session, user)
