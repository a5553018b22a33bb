"""Talking to a running supervisor: one line of JSON there, one line of JSON back."""

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from local_stack.messages import UserError

Message = dict[str, Any]
Handler = Callable[[Message], Awaitable[Message]]
MOST_BYTES = 1024 * 1024


class ControlServer:
    """A Unix socket in the private folder, so that file permissions decide who may speak."""

    def __init__(self, path: Path, handler: Handler) -> None:
        self._path = path
        self._handler = handler
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._path.unlink(missing_ok=True)
        with _Folder(self._path.parent) as folder:
            self._server = await asyncio.start_unix_server(
                self._serve, f"{folder}/{self._path.name}"
            )
        self._path.chmod(0o600)

    def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, ValueError):
            try:
                answer = await self._handler(json.loads(await reader.readline()))
            except UserError as error:
                answer = {"error": str(error)}
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        writer.close()


def ask(path: Path, message: Message, seconds: float = 30.0) -> Message | None:
    """None when nobody is there; UserError with what the supervisor had to object."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(seconds)
        try:
            with _Folder(path.parent) as folder:
                connection.connect(f"{folder}/{path.name}")
            connection.sendall(json.dumps(message).encode() + b"\n")
            line = _read_line(connection)
        except (FileNotFoundError, ConnectionError):
            return None
        except PermissionError:
            raise UserError("The stack belongs to another user of this machine.") from None
    if not line:
        return None
    answer: Message = json.loads(line)
    if "error" in answer:
        raise UserError(str(answer["error"]))
    return answer


def _read_line(connection: socket.socket) -> bytes:
    received = bytearray()
    while not received.endswith(b"\n") and len(received) < MOST_BYTES:
        part = connection.recv(65536)
        if not part:
            break
        received += part
    return bytes(received)


class _Folder:
    """A short name for a folder: the address of a Unix socket may have 107 bytes only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = -1

    def __enter__(self) -> str:
        self._descriptor = os.open(self._path, os.O_RDONLY | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._descriptor}"

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)
