"""How many may hold a database connection while face_server works: requests, and the outbox.

A face and its consent are changed under the user's lock, or an entry of the watch-list with its
face: the transaction has to last as long as face_server takes. Whoever is to come later waits
before touching the database, so a face_server that hangs leaves connections for everybody else.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, ClassVar

from fastapi import Depends
from service_kit.components import Component, provide
from service_kit.settings import DatabaseSettings

# face_server encodes on few cores; more at once would only stand in its queue.
_MOST = 3
# Beside its own, such a request takes a second connection for a moment.
_CONNECTIONS_FOR_ONE = 3


class FaceTurns(Component):
    name: ClassVar[str] = "face_turns"

    def __init__(self, database: DatabaseSettings) -> None:
        self.free = asyncio.Semaphore(
            max(1, min(_MOST, database.pool_size // _CONNECTIONS_FOR_ONE))
        )

    async def check(self) -> None:
        """Needs nothing."""


async def _turn(turns: Annotated[FaceTurns, Depends(provide(FaceTurns))]) -> AsyncIterator[None]:
    async with turns.free:
        yield


# To stand behind the caller and before the session: a stranger does not wait, and the turn lasts
# until the transaction has ended.
FaceTurnDep = Annotated[None, Depends(_turn, scope="function")]
