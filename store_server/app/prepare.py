"""What must be done once before the server starts: `python -m app.prepare`."""

import asyncio
from pathlib import Path

from service_kit.database.migrations import upgrade
from service_kit.logs import configure_logs

from app.config import Settings


async def prepare(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    configure_logs(settings.log, service="store")
    await upgrade(settings.database, Path(__file__).parent / "alembic")


if __name__ == "__main__":
    asyncio.run(prepare(Settings()))
