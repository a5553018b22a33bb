"""The database as arguments of routes."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from service_kit.components import component_of, provide
from service_kit.database.engine import Database
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

DatabaseDep = Annotated[Database, Depends(provide(Database))]


async def _session(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
    # `DatabaseDep` would be looked into for each route, and resolved for each request.
    database = component_of(connection, Database)
    async with database.sessions() as session, session.begin():
        yield session


# scope="function" ends the dependency before the answer is sent. With the default a client could
# hold a 201 for a row whose commit fails a moment later.
SessionDep = Annotated[AsyncSession, Depends(_session, scope="function")]
