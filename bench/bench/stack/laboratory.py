"""Both sides up and filled, and a connection to each of their databases."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from local_stack.messages import dim, say
from local_stack.running import Running
from local_stack.stack.home import temporary_home
from local_stack.supervision.program import Program, Stage
from local_stack.supervision.supervisor import Supervisor

from bench.load.wrk import Target
from bench.stack.processes import pids_of
from bench.stack.seed import Devices, fill_items, fill_tickets, register_devices
from bench.stack.sides import Side, Sides, make_sides
from bench.stack.tables import CHECKS, PURCHASES, Connection, copy_table, keep_pristine


@dataclass(frozen=True)
class Bench:
    """One side, ready to be measured. `pids`: its processes, the roots of their trees."""

    side: Side
    base: Connection
    store: Connection
    pids: dict[str, int]


@dataclass(frozen=True)
class Laboratory:
    ours: Bench
    floor: Bench
    # By the kind of endpoint.
    targets: dict[str, Target]
    # How the replica of each that is running was started.
    base_server: Program
    floor_server: Program
    # Where our stack keeps its data, and is found by its own command.
    home: Path


Work = Callable[[Laboratory], Awaitable[None]]


def with_laboratory(work: Work, *, durable: bool) -> None:
    """Start everything in a temporary private folder, do the work, and leave nothing behind."""
    with temporary_home() as home:
        sides = make_sides(home, durable=durable)

        async def after_start(supervisor: Supervisor) -> None:
            async with AsyncExitStack() as stack:
                await work(await _prepare(sides, supervisor, stack))

        running = Running(home, {"url": sides.ours.url, "home": str(home.path)}, quiet=True)
        say(dim("Starting a private stack, and the floor beside it"))
        asyncio.run(running.run(lambda: _stages(sides), after_start, stay=False))


def _stages(sides: Sides) -> list[Stage]:
    """The floor's databases are copied from ours once those are migrated, before any server
    connects: PostgreSQL copies no database in use."""
    *before, servers, gateway = sides.stack.stages()
    return [*before, Stage((sides.databases_job(),)), servers, gateway]


async def _prepare(sides: Sides, supervisor: Supervisor, stack: AsyncExitStack) -> Laboratory:
    say(dim("Filling in devices, tickets and items"))
    devices = await register_devices(sides.ours.url)
    ours = await _connect(sides.ours, stack)
    floor = await _connect(sides.floor, stack)
    await fill_tickets(ours[0])
    items = await fill_items(ours[1], devices.store_id)
    for table in ("users", "robots", "tickets"):
        await copy_table(ours[0], floor[0], table)
    for table in ("stores", "store_items", "stock_movements"):
        await copy_table(ours[1], floor[1], table)
    for base, store in (ours, floor):
        await keep_pristine(base, CHECKS)
        await keep_pristine(store, PURCHASES)
    floor_server = sides.floor_server(str(devices.robot_id), str(devices.store_id))
    await supervisor.start_stage(Stage((floor_server, sides.floor_gateway())))
    pids = await pids_of(supervisor)
    return Laboratory(
        ours=Bench(sides.ours, *ours, _own(sides.ours, pids)),
        floor=Bench(sides.floor, *floor, _own(sides.floor, pids)),
        targets=_targets(sides.home.path, devices, items),
        base_server=sides.base_server(),
        floor_server=floor_server,
        home=sides.home.path,
    )


def _own(side: Side, pids: dict[str, int]) -> dict[str, int]:
    return {name: pids[name] for name in side.programs}


async def _connect(side: Side, stack: AsyncExitStack) -> tuple[Connection, Connection]:
    base = await asyncpg.connect(side.base_database)
    stack.push_async_callback(base.close)
    store = await asyncpg.connect(side.store_database)
    stack.push_async_callback(store.close)
    return base, store


def _targets(folder: Path, devices: Devices, items: list[str]) -> dict[str, Target]:
    """The load generator reads tokens and ids from files; they hold nothing that outlives us."""

    def lines(name: str, values: list[str]) -> Path:
        path = folder / f"{name}.txt"
        path.write_text("\n".join(values) + "\n", encoding="utf-8")
        path.chmod(0o600)
        return path

    menu = lines("items", items)
    robots = lines("robots", devices.robot_tokens)
    terminals = lines("terminals", devices.terminal_tokens)
    return {
        "check": Target("check", "/base_api/robot/ticket/check", robots, menu),
        "purchase": Target("purchase", "/store_api/store/purchase", terminals, menu),
        "item": Target("item", "/store_api/store/item/", terminals, menu),
    }
