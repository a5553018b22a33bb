"""A passenger who is signed in."""

import pytest
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import User
from tests.factories import create_user


@pytest.fixture
async def passenger(session: AsyncSession) -> User:
    return await create_user(session, name="Anna Petrova", has_consented=False)


@pytest.fixture
async def headers(passenger: User, sign_in: SignIn) -> dict[str, str]:
    return await sign_in("passenger", passenger.id)
