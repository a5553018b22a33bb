"""Step 8: servers are killed while the demo goes on asking; nothing that was answered is lost."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

from platform_client import Mode

from app.demo.counter import EVENT_SECONDS, Counter
from app.demo.photos import changed_portrait
from app.demo.report import Report, Unexpected, expect
from app.demo.robots import Robots, identify, refusal
from app.demo.scene import TEA, Scene
from app.demo.trade import order_of, shown, stock_of
from app.stack import LocalStack, StackUnavailable

RESTART_SECONDS = 90.0
BETWEEN_QUESTIONS = 0.1
BETWEEN_LOOKS = 0.2

Question = Callable[[], Awaitable[object]]


class Asking:
    """Asks the same question again and again until told to stop."""

    def __init__(self, question: Question) -> None:
        self.answers = 0
        self.longest = 0.0
        self._question = question
        self._told_to_stop = asyncio.Event()
        self._task = asyncio.create_task(self._ask())

    async def _ask(self) -> None:
        while not self._told_to_stop.is_set():
            started = time.monotonic()
            await self._question()
            self.answers += 1
            self.longest = max(self.longest, time.monotonic() - started)
            await asyncio.sleep(BETWEEN_QUESTIONS)

    async def pause(self) -> None:
        """Let it ask for a moment. Raises what went wrong with a question."""
        await asyncio.wait({self._task}, timeout=BETWEEN_LOOKS)
        if self._task.done():
            await self._task

    async def stop(self) -> None:
        """After the answer that is awaited. Raises what went wrong with a question."""
        self._told_to_stop.set()
        await self._task

    def abandon(self) -> None:
        self._task.cancel()


async def kill_each_server(
    report: Report, scene: Scene, robots: Robots, counter: Counter, stack: LocalStack
) -> None:
    before = await stock_of(scene, robots)

    async def inspect() -> None:
        verdict = await robots.first.check_code(scene.ticket.code, Mode.INSPECT)
        expect(verdict.is_ok, f"an inspected ticket is {verdict.verdict} / {verdict.reason}")

    async def buy_tea() -> None:
        await robots.second.buy(scene.store.id, order_of(scene, {TEA: 1}))

    async def recognise() -> None:
        await identify(scene, robots.first)

    await _kill(report, stack, "base-1", "tickets are inspected", inspect)
    sold = await _kill(report, stack, "store-1", "tea is sold", buy_tea)
    await _kill(report, stack, "face-1", "faces are recognised", recognise)
    await _prove(report, scene, robots, counter, before | {TEA: before[TEA] - sold})


async def _kill(
    report: Report, stack: LocalStack, name: str, meanwhile: str, question: Question
) -> int:
    """Kill a process while asking; how many questions were answered, which must be all."""
    with report.step(8, f"{name} is killed while {meanwhile}") as line:
        asking = Asking(question)
        try:
            seconds = await _kill_and_wait(stack, name, asking)
            await asking.stop()
        except StackUnavailable as error:
            raise Unexpected(str(error)) from None
        finally:
            asking.abandon()
        line.result = (
            f"back after {seconds:.1f} s; {asking.answers} asked, all answered, "
            f"the slowest in {asking.longest:.1f} s"
        )
    return asking.answers


async def _kill_and_wait(stack: LocalStack, name: str, asking: Asking) -> float:
    """Seconds until the process was ready again, and had answered a question after that."""
    before = (await stack.list_processes()).get(name)
    if before is None:
        raise Unexpected(f"there is no process {name}. See: make status")
    started = time.monotonic()
    await stack.kill(name)
    deadline = started + RESTART_SECONDS
    while time.monotonic() < deadline:
        await asking.pause()
        now = (await stack.list_processes())[name]
        if now.pid != before.pid and now.state == "ready":
            seconds = time.monotonic() - started
            await _one_more_answer(asking, deadline)
            return seconds
    raise Unexpected(f"{name} did not come back within {RESTART_SECONDS:.0f} s")


async def _one_more_answer(asking: Asking, deadline: float) -> None:
    answered = asking.answers
    while asking.answers == answered:
        if time.monotonic() > deadline:
            raise Unexpected("a question is still without an answer")
        await asking.pause()


async def _prove(
    report: Report, scene: Scene, robots: Robots, counter: Counter, stock: dict[str, int]
) -> None:
    with report.step(8, "After all that: the ticket is used still") as line:
        line.result = await refusal(robots.second, scene.ticket.code, "ALREADY_USED")
        ticket = await scene.admin.get_ticket(scene.ticket.id)
        expect(ticket.boarded_by == robots.first.id, "another robot boarded the passenger")
        line.result += f", boarded at {ticket.boarded_at:%H:%M:%S} by the first robot"
    with report.step(8, "the stock is right to the portion") as line:
        now = await stock_of(scene, robots)
        expect(now == stock, f"expected {shown(stock)}, got {shown(now)}")
        purchases = [one async for one in counter.terminal.list_purchases()]
        tasks = [one async for one in counter.terminal.list_tasks()]
        expect(len(purchases) == len(tasks), f"{len(purchases)} purchases, {len(tasks)} tasks")
        line.result = f"{shown(now)}; {len(purchases)} purchases, {len(tasks)} tasks"
    with report.step(8, "each order reached the terminal live, once") as line:
        line.result = await _all_told(counter, {task.id for task in tasks})
    with report.step(8, "the face is known, and forgotten on request") as line:
        line.result = await identify(scene, robots.first)
        line.result += f"; erased: {await _forget_face(scene, robots)}"


async def _all_told(counter: Counter, tasks: set[UUID]) -> str:
    """The terminal's screen knows every task, though its stream was cut by the kills."""
    deadline = time.monotonic() + EVENT_SECONDS
    while tasks - counter.earlier - set(counter.told):
        if time.monotonic() > deadline:
            missing = len(tasks - counter.earlier - set(counter.told))
            raise Unexpected(f"{missing} of {len(tasks)} tasks did not arrive on the stream")
        await asyncio.sleep(BETWEEN_LOOKS)
    expect(len(counter.told) == len(set(counter.told)), "a task was told twice")
    return f"{len(counter.told)} orders, {counter.connections} connections"


async def _forget_face(scene: Scene, robots: Robots) -> str:
    await scene.admin.erase_face(scene.passenger.id)
    seen = await robots.first.identify(changed_portrait())
    expect(seen.user is None, "an erased face is still recognised")
    return seen.verdict
