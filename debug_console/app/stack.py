"""Orders to the local stack of this checkout, by its own command."""

import asyncio
import json
import os
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(__file__).resolve().parents[2] / "scripts" / "local_stack"


class StackUnavailable(Exception):
    """The message says why, and what to do."""


@dataclass(frozen=True)
class Process:
    name: str
    pid: int | None
    state: str
    restarts: int


class LocalStack:
    """The stack that runs on this machine."""

    async def list_processes(self) -> dict[str, Process]:
        """By name. Raises `StackUnavailable` when no stack runs here."""
        status = json.loads(await _run("status", "--json"))
        return {
            one["name"]: Process(one["name"], one["pid"], one["state"], one["restarts"])
            for one in status["processes"]
        }

    async def get_url(self) -> str:
        """Of its gateway; empty when no stack runs here."""
        return str(json.loads(await _run("status", "--json")).get("url", ""))

    async def kill(self, name: str) -> None:
        """SIGKILL, as when the machine runs out of memory."""
        await _run("kill", name)


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
