"""The server as a process of its own: start, kill, log."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

import httpx
import pytest

from app.config import Settings
from tests import portraits
from tests.conftest import credential_headers
from tests.portraits import as_base64, astronaut
from tests.waiting import until_gone

MODULE = Path(__file__).parents[1]


# Once: reading the settings takes longer than all that a server does for a request.
_SECRET = Settings().internal.secret


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign(request: httpx.Request) -> httpx.Request:
    """Each with a credential of its own: one lives for a minute, and some of this takes longer."""
    request.headers.update(credential_headers(_SECRET))
    return request


class Server:
    def __init__(self, process: Process, port: int, log: IO[bytes]) -> None:
        self.process = process
        self._log = log
        self.client = httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}",
            auth=sign,
            timeout=30,
        )

    async def until_ready(self) -> None:
        async with asyncio.timeout(30):
            while not await self.is_ready():
                # Somebody else may have taken the port meanwhile, and would answer in its place.
                assert self.process.returncode is None, await self.output()
                await asyncio.sleep(0.1)
            assert self.process.returncode is None, await self.output()

    async def is_ready(self) -> bool:
        try:
            ready = await self.client.get("/readyz")
            return ready.status_code == 200 and "face_engine" in ready.json()["dependencies"]
        except httpx.TransportError:
            return False

    def worker_pids(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    async def output(self) -> str:
        """All of it, as soon as the server has ended."""
        await self.process.wait()
        self._log.seek(0)
        return self._log.read().decode()


@asynccontextmanager
async def serving(settings: Settings, workers: int = 1) -> AsyncIterator[Server]:
    port = free_port()
    # A pipe that nobody reads meanwhile would halt a server as soon as it is full.
    with TemporaryFile() as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "app",
            cwd=MODULE,
            stdout=log,
            stderr=asyncio.subprocess.STDOUT,
            env={
                **os.environ,
                "FACE_PORT": str(port),
                "FACE_WORKERS": str(workers),
                "FACE_CHROMA__HOST": settings.chroma.host,
                "FACE_CHROMA__PORT": str(settings.chroma.port),
                "FACE_CHROMA__DATABASE": settings.chroma.database,
                "FACE_REDIS__URL": settings.redis.url.get_secret_value(),
                "FACE_LOG__LEVEL": "DEBUG",
            },
        )
        server = Server(process, port, log)
        try:
            await server.until_ready()
            yield server
        finally:
            await server.client.aclose()
            if process.returncode is None:
                process.kill()
                await process.wait()


async def test_a_stop_spares_the_work_at_hand_and_leaves_nobody_behind(settings: Settings) -> None:
    """The terminal and some supervisors signal the whole group, the workers too."""
    async with serving(settings) as server:
        children = server.worker_pids()
        assert children
        image = as_base64(portraits.nobody_in_full())
        asked = asyncio.create_task(server.client.post("/faces/detect", json={"image": image}))
        await asyncio.sleep(0.2)
        for pid in [*children, server.process.pid]:
            os.kill(pid, signal.SIGTERM)
        async with asyncio.timeout(10):
            assert (await asked).status_code == 200
            assert "worker.died" not in await server.output()
        await until_gone(children)


async def test_nothing_of_a_picture_template_or_credential_is_logged(
    settings: Settings,
) -> None:
    image = as_base64(astronaut())
    broken = image[: len(image) // 2 // 4 * 4]
    async with serving(settings) as server:
        subject = f"/faces/{uuid4()}"
        body = {"image": image, "collection": "passengers", "consent": "c"}
        client = server.client
        answers = [
            await client.put(subject, json=body),
            await client.post("/faces/search", json={**body, "limit": "x" + image}),
            await client.post("/faces/search", json={**body, "image": broken}),
            await client.post("/faces/search", json=body),
            await client.delete(subject),
        ]
        sent = [answer.request.headers["Authorization"] for answer in answers]
        credentials = [header.removeprefix("Bearer ") for header in sent]
        server.process.send_signal(signal.SIGTERM)
        output = await server.output()
    assert "face.enrolled" in output
    assert "face.searched" in output
    pieces = [image[start : start + 40] for start in range(0, len(image) - 40, 4000)]
    assert [piece for piece in [*pieces, *credentials] if piece in output] == []
    assert "embedding" not in output


@pytest.mark.parametrize(
    ("variable", "secret"),
    [
        ("FACE_INTERNAL__SECRET", ""),
        ("FACE_INTERNAL__SECRET", "short"),
        ("FACE_INTERNAL__SECRET", "provodnik-development-secret-face"),
        ("FACE_TEMPLATES__SECRET", ""),
        ("FACE_TEMPLATES__SECRET", "short"),
        ("FACE_TEMPLATES__SECRET", "provodnik-development-secret-templates"),
    ],
)
def test_production_refuses_a_secret_that_everybody_knows(
    monkeypatch: pytest.MonkeyPatch, variable: str, secret: str
) -> None:
    monkeypatch.setenv("APP_ENV", "production")
    monkeypatch.setenv("FACE_INTERNAL__SECRET", "a secret of one's own")
    monkeypatch.setenv("FACE_TEMPLATES__SECRET", "another secret of one's own")
    monkeypatch.setenv("FACE_REDIS__URL", "redis://:a-password-of-its-own@redis:6379/0")
    Settings()
    monkeypatch.setenv(variable, secret)
    with pytest.raises(ValueError, match=variable):
        Settings()
