"""The order of runs and the arithmetic of pairs, with a load that needs no server."""

import os
from pathlib import Path

import pytest
from local_stack.supervision.program import Program

from bench.load.wrk import LoadFailed, Sample
from bench.measure.endpoints import CHECK, ITEM
from bench.measure.pairs import alternate, rate, row_of_pairs
from bench.stack.laboratory import Bench, Laboratory
from bench.stack.sides import Side


def create_bench(name: str, boarded: int = 0) -> Bench:
    database = CountingDatabase(boarded)
    side = Side(name, f"http://{name}", "", "", ())
    return Bench(side, database, database, {"server": os.getpid()})  # type: ignore[arg-type]


class CountingDatabase:
    """Says that so many rows were written, whatever it is asked."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    async def fetchval(self, _: str) -> int:
        return self._rows


def create_sample(requests: int) -> Sample:
    return Sample(requests, 1.0, failed=0, p50_ms=1, p95_ms=2, p99_ms=2, generator_cpu=0.1)


def laboratory() -> Laboratory:
    return Laboratory(
        create_bench("ours"),
        create_bench("floor"),
        {},
        base_server=Program("base-1", (), Path()),
        floor_server=Program("floor", (), Path()),
        home=Path(),
    )


class TestAlternate:
    async def test_the_first_of_a_round_is_the_second_of_the_next(self) -> None:
        order: list[str] = []

        async def load(bench: Bench, _: str) -> Sample:
            order.append(bench.side.name)
            return create_sample(1)

        await alternate(laboratory(), ITEM, load, turns=3)
        assert order == ["ours", "floor", "floor", "ours", "ours", "floor"]

    async def test_a_ratio_is_of_one_round(self) -> None:
        rates = iter([100, 200, 400, 100])  # ours, floor; then floor, ours

        async def load(_: Bench, __: str) -> Sample:
            return create_sample(next(rates))

        pairs = await alternate(laboratory(), ITEM, load, turns=2)
        row = row_of_pairs("x", "req/s", pairs, rate, ITEM.goal, goal_is_ratio=True)
        assert row.ratio is not None
        assert (row.ratio.least, row.ratio.most) == (0.25, 0.5)
        assert row.is_met is False


class TestVerify:
    async def test_an_answer_without_its_write_does_not_count(self) -> None:
        with pytest.raises(LoadFailed, match="only 9 were written"):
            await CHECK.verify(create_bench("ours", boarded=9), create_sample(10))

    async def test_writes_that_were_not_answered_any_more_are_no_fault(self) -> None:
        await CHECK.verify(create_bench("ours", boarded=12), create_sample(10))
