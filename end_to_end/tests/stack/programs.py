"""Programs of other modules, run as a person runs them."""

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 300


@dataclass(frozen=True)
class Finished:
    code: int
    output: str


async def run_module(name: str, *arguments: str, **environment: str) -> Finished:
    """`python -m app` of a module in its own environment. What it printed, errors included."""
    folder = ROOT / name
    process = await asyncio.create_subprocess_exec(
        str(folder / ".venv" / "bin" / "python"),
        "-m",
        "app",
        *arguments,
        cwd=folder,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), SECONDS)
    except TimeoutError:
        process.kill()
        raise
    return Finished(process.returncode or 0, output.decode())
