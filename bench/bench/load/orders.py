"""Requests for a generator process of its own: whole, each with the moment at which it is due."""

import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bench.load.wrk import LoadFailed, Sample, Target, require_good, run_generator


async def run_constant_rate(
    url: str, target: Target, label: str, rate: float, seconds: int
) -> Sample:
    """Ticket checks."""
    return await run_requests(url, checks(target, label, int(rate * seconds)), rate)


async def run_requests(url: str, requests: list[str], rate: float) -> Sample:
    """Each once; at a `rate` that nobody reaches, as fast as they are answered."""
    return await run_at(url, requests, [number / rate for number in range(len(requests))])


async def run_at(url: str, requests: list[str], moments: Sequence[float]) -> Sample:
    """Each at its moment, in seconds from the beginning, the earliest first."""
    address = urlsplit(url)
    order = {
        "host": address.hostname,
        "port": address.port,
        "moments": moments,
        "requests": requests,
    }
    command = [sys.executable, "-m", "bench.load.open_loop"]
    output, cpu_seconds = await run_generator(command, json.dumps(order).encode())
    try:
        values = json.loads(output)
    except json.JSONDecodeError:
        raise LoadFailed(f"The generator said nothing of its run:\n{output}") from None
    sample = Sample(**values, generator_cpu=cpu_seconds / values["seconds"])
    return require_good(sample, url)


def checks(target: Target, label: str, count: int) -> list[str]:
    """As `check.lua` makes them."""
    tokens = _lines(target.tokens)
    return [
        request(
            "POST",
            target.path,
            tokens[number % len(tokens)],
            f'{{"request_id":"{label}-{number}","code":"bench-{number:06d}","mode":"BOARD"}}',
        )
        for number in range(count)
    ]


def purchases(target: Target, label: str, count: int) -> list[str]:
    """As `purchase.lua` makes them: three items of the menu."""
    tokens, items = _lines(target.tokens), _lines(target.items)
    chance = random.Random(7)  # noqa: S311 - an order, no secret
    return [
        request(
            "POST",
            target.path,
            tokens[number % len(tokens)],
            json.dumps(
                {"items": [{"item_id": one, "count": 1} for one in chance.sample(items, 3)]}
            ),
            f"Idempotency-Key: {label}-{number}\r\n",
        )
        for number in range(count)
    ]


def request(method: str, path: str, token: str, body: str = "", headers: str = "") -> str:
    """`headers`: more of them, each with the end of its line."""
    return (
        f"{method} {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{headers}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split()
