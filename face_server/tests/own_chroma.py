"""A Chroma of a test's own, which it may kill."""

import asyncio
import os
import shutil
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
# As the local stack starts it.
_ENTRY = "import sys, chromadb_rust_bindings as b; b.cli(['chroma', 'run', *sys.argv[1:]])"


class OwnChroma:
    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.port = port
        self._process: Process | None = None

    async def start(self) -> None:
        python = ROOT / "local_stack" / ".venv" / "bin" / "python"
        listen = ("--host", "127.0.0.1", "--port", str(self.port))
        self._process = await asyncio.create_subprocess_exec(
            str(python),
            "-c",
            _ENTRY,
            "--path",
            str(self.folder),
            *listen,
            cwd=self.folder,
            env={**os.environ, "ANONYMIZED_TELEMETRY": "False", "HOME": str(self.folder)},
            stdout=DEVNULL,
            stderr=DEVNULL,
        )
        async with asyncio.timeout(30), httpx.AsyncClient() as client:
            while not await self._answers(client):
                assert self._process.returncode is None
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def lose_everything(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    async def _answers(self, client: httpx.AsyncClient) -> bool:
        try:
            answer = await client.get(f"http://127.0.0.1:{self.port}/api/v2/heartbeat")
        except httpx.TransportError:
            return False
        return answer.is_success
