"""`health`, `redis`, `outbox`, `audit verify`."""

import asyncio
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Annotated

import typer

from app.account import Json
from app.failures import ExitCode, Failure
from app.insight import chain, health, outbox, redis_keys
from app.output import Output, print_json
from app.stack import LocalStack, StackUnavailable, Stores

Limit = Annotated[int, typer.Option("--limit", min=1, help="How many to show.")]

redis_group = typer.Typer(no_args_is_help=True)
outbox_group = typer.Typer(no_args_is_help=True)


class WithOutbox(StrEnum):
    BASE = "base"
    STORE = "store"


def add_insight(app: typer.Typer) -> None:
    """`audit verify` goes to the group of the platform's own words for the record."""
    app.command("health")(show_health)
    app.add_typer(redis_group, name="redis", help="What stands in Redis, decoded, without secrets.")
    app.add_typer(outbox_group, name="outbox", help="Events on their way, and those given up.")


def show_health(context: typer.Context, as_json: Json = False) -> None:
    """How each server is, what it needs, and the processes behind it."""
    servers = asyncio.run(health.look(context.obj))
    processes = asyncio.run(health.look_at_processes(context.obj))
    if as_json:
        print_json({"servers": servers, "processes": processes})
    else:
        Output().rows(servers, ("server", "status", "needs"))
        if processes:
            Output().say("")
            Output().rows(processes, ("process", "state", "pid", "port", "restarts"))
    if any(one["status"] == "UNAVAILABLE" for one in servers):
        raise Failure("Not every server is available.", "See: make status", ExitCode.FAULTY)


@redis_group.command("summary")
def summarize_redis(as_json: Json = False) -> None:
    """How many keys there are of each kind."""

    async def run(stores: Stores) -> None:
        async with redis_keys.opened(stores.redis) as redis:
            rows = await redis_keys.count_keys(redis)
        Output(as_json).rows(rows, ("keys", "count", "meaning"))

    _with_stores(run)


@redis_group.command("keys")
def list_redis_keys(
    prefix: Annotated[str, typer.Argument(help="What they begin with, `session:` say.")] = "",
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Keys with what they say, in their order."""

    async def run(stores: Stores) -> None:
        async with redis_keys.opened(stores.redis) as redis:
            rows = await redis_keys.list_keys(redis, prefix, limit)
        Output(as_json).rows(rows, ("key", "meaning", "ends_in", "value"))

    _with_stores(run)


@outbox_group.command("summary")
def summarize_outbox(as_json: Json = False) -> None:
    """How many events wait at each server, and how many are told again and again in vain."""

    async def run(stores: Stores) -> None:
        rows = await outbox.summarize(stores)
        columns = ("server", "waiting", "failing", "delivered", "oldest_waiting")
        Output(as_json).rows(rows, columns)

    _with_stores(run)


@outbox_group.command("events")
def list_events(
    server: Annotated[WithOutbox, typer.Argument(help="Whose events.")],
    delivered: Annotated[
        bool, typer.Option("--delivered", help="Also those that were delivered.")
    ] = False,
    limit: Limit = 50,
    as_json: Json = False,
) -> None:
    """Events that wait, the newest first."""

    async def run(stores: Stores) -> None:
        rows = await outbox.list_events(stores, server, limit, delivered=delivered)
        columns = ("position", "topic", "key", "created_at", "attempts", "delivered_at")
        Output(as_json).rows(rows, columns)

    _with_stores(run)


@outbox_group.command("dead")
def list_dead(limit: Limit = 50, as_json: Json = False) -> None:
    """Deliveries to webhooks that were given up. Again: webhooks replay, webhooks replay-dead."""

    async def run(stores: Stores) -> None:
        rows = await outbox.list_dead(stores, limit)
        columns = ("webhook_id", "id", "url", "event_type", "attempts", "error", "finished_at")
        Output(as_json).rows(rows, columns)

    _with_stores(run)


def verify_record(as_json: Json = False) -> None:
    """Whether the record of changes is whole: recomputes the chain of each server."""

    async def run(stores: Stores) -> None:
        verdicts = await chain.verify(stores)
        rows = [{"server": one.server, "whole": one.is_whole, "said": one.said} for one in verdicts]
        Output(as_json).rows(rows, ("server", "whole", "said"))
        if not all(one.is_whole for one in verdicts):
            raise Failure("The record is broken.", "Keep a copy of the database.", ExitCode.FAULTY)

    _with_stores(run)


def _with_stores(work: Callable[[Stores], Awaitable[None]]) -> None:
    async def run() -> None:
        try:
            stores = await LocalStack().get_stores()
        except StackUnavailable as error:
            raise Failure(str(error), code=ExitCode.UNREACHABLE) from error
        await work(stores)

    asyncio.run(run())
