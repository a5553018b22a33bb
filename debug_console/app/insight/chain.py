"""Whether the record of changes is whole, as each server's own command finds it."""

import asyncio
import os
from dataclasses import dataclass

from app.stack import ROOT, Stores


@dataclass(frozen=True)
class Verdict:
    server: str
    is_whole: bool
    said: str


async def verify(stores: Stores) -> list[Verdict]:
    return await asyncio.gather(*(_verify(*one) for one in stores.databases.items()))


async def _verify(server: str, address: str) -> Verdict:
    folder = ROOT / f"{server}_server"
    variable = f"{server.upper()}_DATABASE__URL"
    url = address.replace("postgresql://", "postgresql+asyncpg://", 1)
    process = await asyncio.create_subprocess_exec(
        str(folder / ".venv" / "bin" / "python"),
        "-m",
        "app.audit",
        "verify",
        cwd=folder,
        env={**os.environ, variable: url},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    said = " ".join(output.decode(errors="replace").split())
    return Verdict(f"{server}_server", process.returncode == 0, said)
