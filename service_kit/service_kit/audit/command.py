"""The command line of the record: `python -m app.audit verify`."""

import argparse
import asyncio
import sys
import time

import asyncpg
from service_kit.audit.verification import EMPTY, BrokenChain, Head, Progress, verify
from service_kit.settings import DatabaseSettings

_CONNECTIONS = 2


def main(settings: DatabaseSettings) -> None:
    """Exit with 0 when the record is whole, with 1 and the place when it is not."""
    parser = argparse.ArgumentParser(prog="python -m app.audit", description=__doc__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("verify", help="recompute the chain from its first entry")
    check.add_argument(
        "--expect-head",
        type=Head.parse,
        metavar="POSITION:HASH",
        help="the head that an earlier run printed: shows whether the end was cut off since",
    )
    arguments = parser.parse_args()
    sys.exit(asyncio.run(_verify(settings, arguments.expect_head)))


async def _verify(settings: DatabaseSettings, expected: Head | None) -> int:
    started = time.perf_counter()
    progress = Progress(EMPTY, 0)
    # A block of a busy database may take its time.
    async with asyncpg.create_pool(
        settings.url.get_secret_value().replace("+asyncpg", ""),
        min_size=1,
        max_size=_CONNECTIONS,
        timeout=settings.connect_timeout_seconds,
    ) as pool:
        try:
            async for progress in verify(pool, expected):
                _show(f"\r{progress.head.position} entries")
        except BrokenChain as fault:
            _show("\n")
            sys.stdout.write(f"{fault}\nKeep a copy of the database and find out who changed it.\n")
            return 1
    seconds = max(time.perf_counter() - started, 1e-6)
    _show("\r")
    sys.stdout.write(
        f"{progress.head.position} entries are whole, {progress.redacted} of them redacted "
        f"({progress.head.position / seconds:,.0f}/s)\nhead {progress.head}\n"
    )
    return 0


def _show(text: str) -> None:
    """Progress, for a person who waits."""
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()
