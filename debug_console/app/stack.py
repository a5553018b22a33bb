"""The local stack of this checkout: orders by its own command, and the way to its stores."""

import asyncio
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = ROOT / "scripts" / "local_stack"
_NOT_RUNNING = "No stack of this checkout is running. Start it: make up"


class StackUnavailable(Exception):
    """The message says why, and what to do."""


@dataclass(frozen=True)
class Process:
    name: str
    pid: int | None
    state: str
    restarts: int
    port: int | None = None


@dataclass(frozen=True)
class Stores:
    """Where the stack keeps what it knows; the addresses hold passwords."""

    redis: str
    databases: dict[str, str]


class LocalStack:
    """The stack that runs on this machine."""

    async def list_processes(self) -> dict[str, Process]:
        """By name. Raises `StackUnavailable` when no stack runs here."""
        status = await self._status()
        return {
            one["name"]: Process(
                one["name"], one["pid"], one["state"], one["restarts"], one.get("port")
            )
            for one in status["processes"]
        }

    async def get_url(self) -> str:
        """Of its gateway; empty when no stack runs here."""
        return str((await self._status()).get("url", ""))

    async def kill(self, name: str, signal: str = "KILL") -> None:
        """SIGKILL, as when the machine runs out of memory, or another signal."""
        await _run("kill", name, "--signal", signal)

    async def get_stores(self) -> Stores:
        """For reading past the servers. Raises `StackUnavailable` where they are not its own."""
        status = await self._status()
        if "home" not in status:
            raise StackUnavailable(_NOT_RUNNING)
        secrets = json.loads((Path(status["home"]) / "credentials.json").read_text("utf-8"))
        ports = {one["name"]: one["port"] for one in status["processes"]}
        if "postgres" not in ports or "redis" not in ports:
            raise StackUnavailable("PostgreSQL and Redis are none of this stack's own processes.")
        return Stores(
            redis=f"redis://:{secrets['redis']}@127.0.0.1:{ports['redis']}/0",
            databases=dict(_databases(secrets, ports["postgres"])),
        )

    async def _status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(await _run("status", "--json"))
        return status


def _databases(secrets: dict[str, str], port: int) -> Iterator[tuple[str, str]]:
    """Of each server that has one, by the role of that server."""
    for name, password in secrets.items():
        server, _, what = name.partition("_")
        if what == "database":
            yield server, f"postgresql://{server}:{password}@127.0.0.1:{port}/{server}_db"


async def _run(*arguments: str) -> str:
    if not COMMAND.exists():
        raise StackUnavailable(f"There is no {COMMAND.name} here: servers cannot be killed.")
    process = await asyncio.create_subprocess_exec(
        "sh",
        str(COMMAND),
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=dict(os.environ),
    )
    output, errors = await process.communicate()
    # `status` answers 1 while something is not ready; its answer is good all the same.
    if process.returncode != 0 and not output.startswith(b"{"):
        raise StackUnavailable(errors.decode().strip() or "The local stack did not obey.")
    return output.decode()
