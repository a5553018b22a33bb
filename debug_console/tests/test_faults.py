"""Asking on while a server is down, and the orders to the local stack."""

import asyncio
from pathlib import Path

import pytest

from app.demo.faults import Asking
from app.demo.report import Unexpected
from app.stack import LocalStack, StackUnavailable


async def test_asks_until_told_to_stop() -> None:
    asked = 0

    async def question() -> None:
        nonlocal asked
        asked += 1

    asking = Asking(question)
    await asking.pause()
    await asking.stop()
    assert asking.answers == asked > 0


async def test_question_in_the_air_is_awaited() -> None:
    answered = False

    async def question() -> None:
        nonlocal answered
        await asyncio.sleep(0.05)
        answered = True

    asking = Asking(question)
    await asyncio.sleep(0)
    await asking.stop()
    assert answered


async def test_wrong_answer_is_noticed_at_once() -> None:
    async def question() -> None:
        raise Unexpected("another answer")

    asking = Asking(question)
    with pytest.raises(Unexpected, match="another answer"):
        await asking.pause()


async def test_without_a_stack_nothing_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROVODNIK_STACK", str(tmp_path))
    stack = LocalStack()
    assert await stack.get_url() == ""
    assert await stack.list_processes() == {}
    with pytest.raises(StackUnavailable, match="make up"):
        await stack.kill("base-1")
