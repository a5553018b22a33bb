"""Work on all templates at once: `python -m app.upkeep reseal`, `dump FILE` or `restore FILE`."""

import argparse
import asyncio
import os
from pathlib import Path

from service_kit.redis_async import RedisConnection

from app.chroma import Chroma
from app.config import Settings
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.upkeep import BackupRefused, Upkeep


async def run(settings: Settings, work: str, file: Path | None) -> int:
    """Do the work named; how many faces it was done to. Raises `BackupRefused`, `OSError`."""
    redis, chroma = RedisConnection(settings.redis), Chroma(settings.chroma)
    upkeep = Upkeep(Registry(redis), Records(chroma), settings.templates.sealer)
    try:
        if file is None:
            return await upkeep.reseal()
        if work == "dump":
            # For its owner alone, and never over an earlier one.
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
                return await upkeep.dump(lines)
        with file.open(encoding="utf-8") as lines:
            return await upkeep.restore(lines)
    finally:
        await chroma.close()
        await redis.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.upkeep", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True)
    works.add_parser("reseal", help="give every face a new key of the active secret")
    for work, text in (("dump", "write a backup"), ("restore", "put back who is missing")):
        works.add_parser(work, help=text).add_argument("file", type=Path)
    asked = parser.parse_args()
    try:
        count = asyncio.run(run(Settings(), asked.work, getattr(asked, "file", None)))
    except (BackupRefused, OSError) as error:
        parser.exit(1, f"{error}\n")
    print(f"{asked.work}: {count} faces")


if __name__ == "__main__":
    main()
