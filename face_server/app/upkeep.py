"""Work on all templates at once, beside the running servers: `python -m app.upkeep --help`."""

import argparse
import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from service_kit.redis_async import RedisConnection

from app.chroma import Chroma
from app.config import Settings
from app.templates.index import Collection, Index
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.upkeep import BackupRefused, Upkeep


class NothingToDo(Exception):
    """What was asked for makes no sense with these settings; the message says why."""


async def run(settings: Settings, work: str, file: Path | None) -> int:
    """Do the work named; how many faces it was done to. Raises `BackupRefused`, `OSError`."""
    async with _opened(settings) as upkeep:
        if file is None:
            return await upkeep.reseal()
        if work == "dump":
            # For its owner alone, and never over an earlier one.
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as lines:
                return await upkeep.dump(lines)
        with file.open(encoding="utf-8") as lines:
            return await upkeep.restore(lines)


async def report_move(settings: Settings) -> list[str]:
    """A line for each collection. Raises `NothingToDo` without a next engine."""
    async with _opened(settings) as upkeep:
        lines = []
        for collection, (current, following) in _moves(settings).items():
            progress = await upkeep.measure_move(current, following)
            is_enough = progress.share >= settings.move_share
            lines.append(
                f"{collection}: {progress.moved} of {progress.enrolled} have moved from "
                f"{current.engine_id} to {following.engine_id} ({progress.share:.1%}, wanted "
                f"{settings.move_share:.1%}); "
                f"{(following if is_enough else current).engine_id} answers"
            )
        return lines


async def list_left(settings: Settings) -> list[str]:
    """Who would have to show their face again. Raises `NothingToDo` without a next engine."""
    async with _opened(settings) as upkeep:
        left = [
            f"{collection} {subject_id}"
            for collection, indexes in _moves(settings).items()
            async for subject_id in upkeep.list_left(*indexes)
        ]
        return list(dict.fromkeys(left))


async def drop(settings: Settings, engine_id: str) -> int:
    """How many templates of the engine were removed. Raises `NothingToDo` for one in use."""
    if engine_id in {engine.engine_id for engine in settings.make_engines()}:
        raise NothingToDo(f"{engine_id} is in use. Take it out of the settings first.")
    async with _opened(settings) as upkeep:
        return await upkeep.drop(engine_id)


def _moves(settings: Settings) -> dict[Collection, tuple[Index, Index]]:
    current, *following = (engine.engine_id for engine in settings.make_engines())
    if not following:
        raise NothingToDo("No move is going on: FACE_NEXT_ENGINE names no engine.")
    return {one: (Index(one, current), Index(one, following[0])) for one in Collection}


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Upkeep]:
    redis, chroma = RedisConnection(settings.redis), Chroma(settings.chroma)
    try:
        yield Upkeep(Registry(redis), Records(chroma), settings.templates.sealer)
    finally:
        await chroma.close()
        await redis.close()


async def _do(settings: Settings, asked: argparse.Namespace) -> list[str]:
    match asked.work:
        case "move":
            return await report_move(settings)
        case "left":
            return await list_left(settings)
        case "drop":
            return [f"drop: {await drop(settings, asked.engine)} faces"]
        case _:
            count = await run(settings, asked.work, getattr(asked, "file", None))
            return [f"{asked.work}: {count} faces"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.upkeep", description=__doc__)
    works = parser.add_subparsers(dest="work", required=True)
    works.add_parser("reseal", help="give every face a new key of the active secret")
    for work, text in (("dump", "write a backup"), ("restore", "put back who is missing")):
        works.add_parser(work, help=text).add_argument("file", type=Path)
    works.add_parser("move", help="tell how far the move to the next engine has come")
    works.add_parser("left", help="list who has no template of the next engine yet")
    works.add_parser("drop", help="remove what an engine has made").add_argument("engine")
    asked = parser.parse_args()
    try:
        lines = asyncio.run(_do(Settings(), asked))
    except (BackupRefused, NothingToDo, OSError) as error:
        parser.exit(1, f"{error}\n")
    for line in lines:
        print(line)


if __name__ == "__main__":
    main()
