"""What must be done once before the server starts: `python -m app.prepare`."""

import asyncio
from pathlib import Path

import structlog
from service_kit.database import Database
from service_kit.database.migrations import upgrade
from service_kit.logs import configure_logs

from app.config import Settings
from app.engineers.service import ensure_administrator

_log = structlog.get_logger(__name__)


async def prepare(settings: Settings) -> None:
    """Bring the database to the newest schema and make the first administrator."""
    configure_logs(settings.log, service="base")
    await upgrade(settings.database, Path(__file__).parent / "alembic")
    database = Database(settings.database)
    async with database.session() as session, session.begin():
        bootstrap = settings.bootstrap
        made = await ensure_administrator(
            session, bootstrap.login, bootstrap.password.get_secret_value()
        )
    await database.engine.dispose()
    if made:
        _log.info("engineer.bootstrapped", login=bootstrap.login)


if __name__ == "__main__":
    asyncio.run(prepare(Settings()))
