"""A robot on its trip, and a passenger with a ticket for it."""

import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot, Ticket, User
from app.tickets.codes import new_code
from tests.checks.asking import Headers
from tests.factories import create_robot, create_ticket, create_user


@pytest.fixture
async def robot(session: AsyncSession) -> Robot:
    return await create_robot(session, wagon_number=7)


@pytest.fixture
async def headers(robot: Robot, sign_in: SignIn) -> Headers:
    return await sign_in("robot", robot.id)


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


@pytest.fixture
def code() -> str:
    return new_code()


@pytest.fixture
async def ticket(session: AsyncSession, user: User, code: str) -> Ticket:
    return await create_ticket(session, user, code=code)
