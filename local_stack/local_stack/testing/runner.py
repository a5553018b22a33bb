"""Runs tasks two at a time, prints one line for each, and all that a failed one said."""

import asyncio
import dataclasses
import time
from collections.abc import Iterable

from local_stack.messages import dim, green, red, say
from local_stack.supervision.program import Job
from local_stack.supervision.supervisor import Supervisor
from local_stack.testing.results import Result, check_counts, counts_of_report
from local_stack.testing.tasks import AT_ONCE, Task


class Runner:
    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._places = asyncio.Semaphore(AT_ONCE)
        self.results: list[Result] = []

    async def run(self, tasks: Iterable[Task], *, in_turn: Iterable[Task] = ()) -> None:
        """`in_turn`: what may not run beside its like; a row that has a place from the start."""
        await asyncio.gather(self._run_row(in_turn), *(self._run_row([task]) for task in tasks))

    async def _run_row(self, tasks: Iterable[Task]) -> None:
        async with self._places:
            for task in tasks:
                await self._run_one(task)

    async def _run_one(self, task: Task) -> None:
        started = time.monotonic()
        job = Job(_file_name(task), task.command, task.folder, task.environment)
        report = self._supervisor.log(job).with_suffix(".xml")
        if task.counts_tests:
            job = dataclasses.replace(job, command=_with_report(task, str(report)))
        code = await self._supervisor.run(job)
        counts = counts_of_report(report, code) if task.counts_tests else check_counts(code)
        result = Result(
            name=task.name,
            passed=counts.passed,
            failed=counts.failed,
            skipped=counts.skipped,
            seconds=time.monotonic() - started,
            log=self._supervisor.log(job),
        )
        self.results.append(result)
        _show(result, task.counts_tests)


def _file_name(task: Task) -> str:
    return task.name.replace(" ", "-").replace(":", "-")


def _with_report(task: Task, report: str) -> tuple[str, ...]:
    if task.command[0] == "npm":
        return (*task.command, "--reporter=junit", f"--outputFile.junit={report}")
    # Among everything else, the line that failed is to be found; its surroundings are in the code.
    return (*task.command, "--tb=short", f"--junitxml={report}")


def _show(result: Result, counts_tests: bool) -> None:
    word = green("ok  ") if result.is_good else red("FAIL")
    numbers = f"{result.passed} passed" if counts_tests else ""
    if counts_tests and result.failed:
        numbers += f", {result.failed} failed"
    if result.skipped:
        numbers += f", {result.skipped} skipped"
    lines = [f"{word}  {result.name:<32} {result.seconds:6.1f} s  {dim(numbers)}".rstrip()]
    if not result.is_good:
        text = result.log.read_text(encoding="utf-8", errors="replace").rstrip()
        lines += [f"      {line}" for line in text.splitlines()]
    say("\n".join(lines))


def close(results: list[Result]) -> int:
    """The closing line, which machines read too, and the exit code."""
    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    skipped = sum(result.skipped for result in results)
    bad = [result.name for result in results if not result.is_good]
    if bad:
        say(red("Failed: " + ", ".join(bad)))
    say(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0
