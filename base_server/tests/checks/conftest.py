"""A robot on its trip, and a passenger with a ticket for it."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Ticket, User
from app.tickets.codes import new_code
from tests.factories import create_ticket, create_user


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await create_user(session)


@pytest.fixture
def code() -> str:
    return new_code()


@pytest.fixture
async def ticket(session: AsyncSession, user: User, code: str) -> Ticket:
    return await create_ticket(session, user, code=code)
