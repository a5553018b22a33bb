"""The greatest load that an address can take, by wrk: each connection asks as soon as it may."""

import asyncio
import json
import re
import resource
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local_stack.messages import UserError
from local_stack.supervision.spawn import die_with_parent

SCRIPTS = Path(__file__).parent / "scripts"
# More than the servers' pools have connections, so that a server never waits for work.
CONNECTIONS = 16


@dataclass(frozen=True)
class Target:
    """What is asked: a script of `scripts/` with the files of tokens and item ids it reads."""

    kind: str
    path: str
    tokens: Path
    items: Path


@dataclass(frozen=True)
class Sample:
    """What one run of a generator saw. Latencies in milliseconds, `generator_cpu` in cores.

    `failures`: what the first of those that failed were answered.
    """

    requests: int
    seconds: float
    failed: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    generator_cpu: float
    failures: Sequence[str] = ()

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


class LoadFailed(UserError):
    """Some requests were not answered well, so that the figure would mean nothing."""


def require_wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise UserError("There is no wrk, the load generator. Run: sudo apt-get install wrk")
    return found


async def run_wrk(url: str, target: Target, label: str, seconds: int) -> Sample:
    """`label` keeps the request ids of one run apart from those of all others."""
    script = str(SCRIPTS / f"{target.kind}.lua")
    command = [require_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["-s", str(SCRIPTS / "load.lua"), url + target.path]
    command += ["--", script, str(target.tokens), label, str(target.items)]
    output, cpu_seconds = await run_generator(command)
    found = re.search(r"^RESULT (.*)$", output, re.MULTILINE)
    if found is None:
        raise LoadFailed(f"wrk said nothing of its run:\n{output}")
    values = json.loads(found.group(1))
    return require_good(Sample(**values, generator_cpu=cpu_seconds / values["seconds"]), url)


async def run_generator(command: list[str], given: bytes = b"") -> tuple[str, float]:
    """What the program printed, and the CPU seconds that it took."""
    before = _children_cpu()
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        preexec_fn=die_with_parent(),
    )
    output = (await process.communicate(given))[0].decode(errors="replace")
    if process.returncode != 0:
        raise LoadFailed(f"{command[0]} ended with code {process.returncode}:\n{output}")
    return output, _children_cpu() - before


def require_good(sample: Sample, url: str) -> Sample:
    if sample.failed or not sample.requests:
        counts = f"{sample.failed} of {sample.requests} requests to {url}"
        raise LoadFailed("\n".join([f"{counts} were not answered well.", *sample.failures]))
    return sample


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
