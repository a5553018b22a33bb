"""How the platform is: each server with what it needs, and the processes on this machine."""

from typing import Any

from platform_client import Platform, PlatformError

from app.stack import LocalStack, StackUnavailable

SERVERS = ("base", "store", "face")


async def look(url: str) -> list[dict[str, Any]]:
    """One row for each server; one that does not answer is a row as well."""
    async with Platform(url) as platform:
        return [await _look_at(platform, server) for server in SERVERS]


async def _look_at(platform: Platform, server: str) -> dict[str, Any]:
    name = f"{server}_server"
    try:
        readiness = await platform.get_readiness(server)
    except PlatformError as error:
        return {"server": name, "status": "UNAVAILABLE", "needs": str(error)}
    needs = {one: state.status for one, state in sorted(readiness.dependencies.items())}
    shown = ", ".join(f"{one} {status}" for one, status in needs.items())
    return {"server": name, "status": readiness.status, "needs": shown}


async def look_at_processes(url: str) -> list[dict[str, Any]]:
    """Of the local stack, if it is the platform that is asked about."""
    stack = LocalStack()
    try:
        if await stack.get_url() != url:
            return []
        processes = await stack.list_processes()
    except StackUnavailable:
        return []
    return [
        {
            "process": one.name,
            "state": one.state,
            "pid": one.pid,
            "port": one.port,
            "restarts": one.restarts,
        }
        for one in processes.values()
    ]
