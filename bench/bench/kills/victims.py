"""The processes of a running stack, to be killed."""

import asyncio
from typing import Any

from local_stack.messages import UserError
from local_stack.stack.credentials import Credentials
from local_stack.stack.home import Home
from local_stack.stack.postgres import Postgres
from local_stack.status import require_running, send_signal

RETURN_SECONDS = 60.0
_PAUSE_SECONDS = 0.1


class Victims:
    def __init__(self, home: Home) -> None:
        self._home = home

    async def kill(self, name: str) -> None:
        """SIGKILL, and wait until all of the stack is ready again."""
        former = (await self._processes())[name]["pid"]
        await asyncio.to_thread(send_signal, self._home, name, "KILL")
        async with asyncio.timeout(RETURN_SECONDS):
            while True:
                now = await self._processes()
                if now[name]["pid"] != former and _are_ready(now):
                    return
                await asyncio.sleep(_PAUSE_SECONDS)

    async def store_database(self) -> str:
        """Its address, as the superuser."""
        port = (await self._processes())["postgres"]["port"]
        password = Credentials(self._home).get("postgres")
        url = Postgres(self._home, port, password).superuser_url
        return f"{url.rpartition('/')[0]}/store_db"

    async def _processes(self) -> dict[str, dict[str, Any]]:
        status = await asyncio.to_thread(require_running, self._home)
        processes = {process["name"]: process for process in status["processes"]}
        if "postgres" not in processes:
            raise UserError("PostgreSQL is none of this stack's processes, so it cannot be killed.")
        return processes


def _are_ready(processes: dict[str, dict[str, Any]]) -> bool:
    return all(process["state"] == "ready" for process in processes.values())
