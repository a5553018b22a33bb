"""To see that somebody waits, rather than to hope that they do by now."""

import asyncio

from service_kit.database import Database


async def wait_until_one_waits(database: Database) -> None:
    """For a row that is held by another."""
    query = (
        "SELECT EXISTS (SELECT FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock')"
    )
    async with asyncio.timeout(5):
        while not await database.driver.fetchval(query):
            await asyncio.sleep(0.01)
