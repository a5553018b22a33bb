"""Locks by name, on connections of their own."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.database.locks import hold, hold_shared, try_hold, try_hold_connection
from sqlalchemy.ext.asyncio import AsyncConnection


@pytest.fixture
async def holder(app: FastAPI) -> AsyncIterator[AsyncConnection]:
    async with components_of(app).get(Database).engine.connect() as connection:
        yield connection


@pytest.fixture
async def other(app: FastAPI) -> AsyncIterator[AsyncConnection]:
    async with components_of(app).get(Database).engine.connect() as connection:
        yield connection


async def test_a_name_is_held_by_one(holder: AsyncConnection, other: AsyncConnection) -> None:
    await holder.execute(hold("sales", 1))
    assert await other.scalar(try_hold("sales", 1)) is False
    assert await other.scalar(try_hold("sales", 2)) is True
    await holder.rollback()
    assert await other.scalar(try_hold("sales", 1)) is True


async def test_shared_keeps_out_those_who_do_not_share(
    holder: AsyncConnection, other: AsyncConnection
) -> None:
    await holder.execute(hold_shared("logos"))
    await other.execute(hold_shared("logos"))
    await other.rollback()
    assert await other.scalar(try_hold("logos")) is False


async def test_what_a_connection_holds_outlives_its_transactions(
    holder: AsyncConnection, other: AsyncConnection
) -> None:
    assert await holder.scalar(try_hold_connection("leader", "test")) is True
    await holder.rollback()
    assert await other.scalar(try_hold("leader", "test")) is False
    await holder.invalidate()
