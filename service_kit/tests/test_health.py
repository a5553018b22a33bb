"""What `/readyz` says of parts that are well, away, or hang."""

import asyncio
from typing import ClassVar

import pytest
from service_kit.components import Component, Components
from service_kit.health import Readiness, Rounds
from service_kit.settings import Environment


class Needed(Component):
    name: ClassVar[str] = "needed"

    def __init__(self) -> None:
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.looks = 0

    async def check(self) -> None:
        self.looks += 1
        await self.may_answer.wait()


class Extra(Needed):
    name: ClassVar[str] = "extra"
    required: ClassVar[bool] = False


@pytest.fixture
def needed() -> Needed:
    return Needed()


@pytest.fixture
def extra() -> Extra:
    return Extra()


@pytest.fixture(autouse=True)
def _each_answer_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service_kit.health.ROUND_SECONDS", 0)


@pytest.fixture
def rounds(needed: Needed, extra: Extra) -> Rounds:
    return Rounds(Components([needed, extra]), Environment.DEVELOPMENT)


async def test_all_are_well(rounds: Rounds) -> None:
    assert _said(await rounds.ask()) == ("OK", "OK", "OK")


async def test_what_is_needed_hangs(
    rounds: Rounds, needed: Needed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.health.CHECK_TIMEOUT_SECONDS", 0.01)
    needed.may_answer.clear()
    assert _said(await rounds.ask()) == ("UNAVAILABLE", "UNAVAILABLE", "OK")


class TestSomethingElseHangs:
    @pytest.fixture(autouse=True)
    def _without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Whoever waits for the end of the look waits longer than the test may take."""
        monkeypatch.setattr("service_kit.health.CHECK_TIMEOUT_SECONDS", 3600)

    async def test_from_the_start(self, rounds: Rounds, extra: Extra) -> None:
        extra.may_answer.clear()
        async with asyncio.timeout(30):
            assert _said(await rounds.ask()) == ("DEGRADED", "OK", "UNAVAILABLE")
        extra.may_answer.set()
        assert _said(await rounds.ask()) == ("OK", "OK", "OK")

    async def test_it_is_told_as_it_was_and_looked_at_once(
        self, rounds: Rounds, extra: Extra
    ) -> None:
        await rounds.ask()
        extra.may_answer.clear()
        async with asyncio.timeout(30):
            for _ in range(2):
                assert _said(await rounds.ask()) == ("OK", "OK", "OK")
        assert extra.looks == 2
        extra.may_answer.set()


def _said(readiness: Readiness) -> tuple[str, str, str]:
    states = readiness.dependencies
    return readiness.status, states["needed"].status, states["extra"].status
