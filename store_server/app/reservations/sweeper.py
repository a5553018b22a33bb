"""Tidying up after reservations that expired. Nothing depends on it but disk space."""

import asyncio
import contextlib
from typing import ClassVar

import structlog
from service_kit.components import Component
from service_kit.database import Database

from app.reservations import repository

PAUSE_SECONDS = 300.0
REMEMBERED_DAYS = 7

_log = structlog.get_logger(__name__)


class ReservationSweeper(Component):
    name: ClassVar[str] = "reservations"
    required: ClassVar[bool] = False

    def __init__(self, database: Database) -> None:
        self._database = database
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._task = asyncio.create_task(self._sweep())

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def check(self) -> None:
        """Whatever is wrong with it waits for the next round."""

    async def sweep_once(self) -> None:
        async with self._database.session() as session, session.begin():
            await repository.tidy(session, remembered_days=REMEMBERED_DAYS)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            try:
                await self.sweep_once()
            except Exception as error:  # noqa: BLE001 - the next round tries again
                _log.warning("reservations.not_swept", error=type(error).__name__)
