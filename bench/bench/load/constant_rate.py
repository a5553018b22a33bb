"""Ticket checks at a constant rate, sent by a process of its own."""

import json
import sys
from urllib.parse import urlsplit

from bench.load.wrk import LoadFailed, Sample, Target, require_good, run_generator


async def run_constant_rate(
    url: str, target: Target, label: str, rate: float, seconds: int
) -> Sample:
    """The same requests as `check.lua` makes."""
    return await run_requests(url, _check_requests(target, label, int(rate * seconds)), rate)


async def run_requests(url: str, requests: list[str], rate: float) -> Sample:
    """Whole requests, each once; at a `rate` that nobody reaches, as fast as they are answered."""
    address = urlsplit(url)
    order = {
        "host": address.hostname,
        "port": address.port,
        "rate": rate,
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


def _check_requests(target: Target, label: str, count: int) -> list[str]:
    tokens = target.tokens.read_text(encoding="utf-8").split()
    found = []
    for number in range(count):
        body = f'{{"request_id":"{label}-{number}","code":"bench-{number:06d}","mode":"BOARD"}}'
        token = tokens[number % len(tokens)]
        found.append(
            f"POST {target.path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
    return found
