"""Questions that tell whether a program is ready. Each answers within two seconds."""

import asyncio
from contextlib import suppress

from local_stack.supervision.program import Probe

SECONDS = 2.0


def http_ready(port: int, path: str) -> Probe:
    async def probe() -> bool:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        answer = await _exchange(port, request.encode())
        return answer.startswith(b"HTTP/1.") and answer[9:12] == b"200"

    return probe


def redis_ready(port: int, password: str | None) -> Probe:
    login = f"AUTH {password}\r\n" if password else ""

    async def probe() -> bool:
        # While Redis reads its data back it answers -LOADING, which is no +PONG.
        return b"+PONG" in await _exchange(port, f"{login}PING\r\nQUIT\r\n".encode())

    return probe


async def _exchange(port: int, request: bytes) -> bytes:
    """Everything that comes back until the other side closes; empty when nobody is there."""
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(SECONDS):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(request)
                return await reader.read()
            finally:
                writer.close()
    return b""


def command_ready(command: list[str], environment: dict[str, str]) -> Probe:
    """Ready when the command ends with success, such as pg_isready."""

    async def probe() -> bool:
        process = await asyncio.create_subprocess_exec(
            *command,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        return await process.wait() == 0

    return probe
