"""A day from beginning to end: prepare, play, break, audit, report."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from platform_client import Credentials, Engineer, Platform, RetryPolicy
from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from app.insight import chain
from app.insight.outbox import connected
from app.simulate.audit import Audit, Finding, Scope, audit
from app.simulate.day.figures import Figures, milliseconds, table_of
from app.simulate.day.notes import Notes
from app.simulate.day.plan import DayPlan, plan_day
from app.simulate.day.player import Player
from app.simulate.day.wire import Wire
from app.simulate.day.world import Builder, World
from app.simulate.faults import Vandal
from app.simulate.flood import Flood
from app.simulate.wishes import Wishes
from app.stack import LocalStack, StackUnavailable, Stores

_REFRESH_SECONDS = 0.5
_LOOPBACK = {"localhost", "127.0.0.1"}
# Setting up outlives the restart of a server.
_PATIENT = RetryPolicy(patience=60.0)


@dataclass(frozen=True)
class Outcome:
    figures: Figures
    audit: Audit
    scope: Scope
    notes: Notes


async def run_day(url: str, login: Credentials, wishes: Wishes, console: Console) -> Outcome:
    """Raises `StackUnavailable` where the audit cannot look into the databases of `url`."""
    stack = LocalStack()
    stores = await stack.get_stores()
    require_own(url, await stack.get_url())
    # Trains of its own: earlier days stay as they are.
    plan = plan_day(wishes.runs, wishes.passengers, wishes.seed, f"S{secrets.token_hex(3)}")
    figures = Figures()
    async with Wire() as shared, Platform(url, retries=_PATIENT, transport=shared) as platform:
        admin = await Engineer.log_in(platform, login.login, login.password)
        with _progress(console) as bar:
            world = await Builder(admin, platform, shared, _steps(bar)).build(plan)
        player = Player(plan, world, figures)
        async with _shown(console, figures, player):
            flood = Flood(url, await admin.session.get_token())
            vandal = Vandal(stack, flood, figures, pause=wishes.pause, seed=wishes.seed)
            async with asyncio.TaskGroup() as group:
                raging = group.create_task(vandal.rage(wishes.faults))
                group.create_task(player.play(wishes.speed, lambda: not raging.done()))
    scope = _scope_of(plan, world)
    return Outcome(figures, await _audit(stores, scope, player.notes), scope, player.notes)


def require_own(url: str, own: str) -> None:
    """The day is audited in the databases of the local stack, and its faults break that one."""
    asked, here = urlsplit(url), urlsplit(own)
    if asked.port != here.port or not {asked.hostname, here.hostname} <= _LOOPBACK:
        raise StackUnavailable(f"The stack of this checkout is at {own}. Name it: --url {own}")


def _scope_of(plan: DayPlan, world: World) -> Scope:
    trains, stores = [run.number for run in plan.runs], [run.store.id for run in world.runs]
    return Scope(world.date, trains, stores)


async def _audit(stores: Stores, scope: Scope, notes: Notes) -> Audit:
    databases = stores.databases
    async with connected(databases["base"]) as base, connected(databases["store"]) as store:
        result = await audit(base, store, scope, notes)
    broken = [one.server for one in await chain.verify(stores) if not one.is_whole]
    record = Finding("servers whose record of changes is broken", len(broken), tuple(broken))
    return replace(result, findings=[*result.findings, record])


def audit_table(result: Audit) -> Table:
    table = Table(title="Audit", title_justify="left", box=None, padding=(0, 2, 0, 0))
    table.add_column("must be zero")
    table.add_column("", justify="right")
    for one in result.findings:
        count = Text(str(one.count), style="bold red" if one.count else "green")
        table.add_row(one.what, count, " ".join(one.examples))
    return table


def as_record(outcome: Outcome) -> dict[str, Any]:
    return {
        "seconds": outcome.figures.now,
        "answers": [asdict(row) for row in outcome.figures.rows()],
        "simulator_late": milliseconds(outcome.figures.delays),
        "counts": dict(outcome.figures.counts),
        "broken": [what for _, what in outcome.figures.marks],
        "audited": outcome.audit.counts,
        "faults": {one.what: one.count for one in outcome.audit.faults},
    }


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _steps(bar: Progress) -> Callable[[str, int], Callable[[], None]]:
    def begin(what: str, total: int) -> Callable[[], None]:
        task = bar.add_task(what, total=total)
        return lambda: bar.advance(task)

    return begin


@asynccontextmanager
async def _shown(console: Console, figures: Figures, player: Player) -> AsyncIterator[None]:
    """Live figures, where somebody looks."""
    live = Live(console=console, transient=True) if console.is_terminal else nullcontext()
    with live as screen:

        async def refresh() -> None:
            while screen is not None:
                clock = f"{int(player.now // 3600):02}:{int(player.now % 3600 // 60):02}"
                marks = ", ".join(what for _, what in figures.marks[-4:])
                screen.update(Group(table_of(figures, f"The day at {clock}"), Text(marks, "red")))
                await asyncio.sleep(_REFRESH_SECONDS)

        refreshing = asyncio.create_task(refresh())
        try:
            yield
        finally:
            refreshing.cancel()
