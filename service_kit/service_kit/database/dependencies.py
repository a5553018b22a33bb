"""The database as arguments of routes."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from service_kit.components import provide
from service_kit.database.engine import Database
from sqlalchemy.ext.asyncio import AsyncSession

DatabaseDep = Annotated[Database, Depends(provide(Database))]


async def _session(database: DatabaseDep) -> AsyncIterator[AsyncSession]:
    async with database.sessions() as session, session.begin():
        yield session


# scope="function" ends the dependency before the answer is sent. With the default a client could
# hold a 201 for a row whose commit fails a moment later.
SessionDep = Annotated[AsyncSession, Depends(_session, scope="function")]
