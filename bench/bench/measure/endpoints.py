"""The endpoints under load: what they write, and what they should reach."""

from dataclasses import dataclass
from typing import Literal

from bench.load.wrk import LoadFailed, Sample
from bench.measure.result import Goal
from bench.stack.laboratory import Bench
from bench.stack.tables import CHECKS, PURCHASES, Connection, Tables, count, restore


@dataclass(frozen=True)
class Endpoint:
    """`kind` is its load script. `goal`: the least ratio to the floor.

    `tables` are put back before each run; `proof` is the table, and the condition on its rows, that
    must have grown by one with each request.
    """

    name: str
    kind: Literal["check", "purchase", "item"]
    goal: Goal
    database: Literal["base", "store"]
    tables: Tables | None = None
    proof: tuple[str, str] | None = None

    async def prepare(self, bench: Bench) -> None:
        if self.tables is not None:
            await restore(self._connection(bench), self.tables)

    async def verify(self, bench: Bench, sample: Sample) -> None:
        """An answer without its write is a refusal: it costs less, and must not count."""
        if self.proof is None:
            return
        written = await count(self._connection(bench), *self.proof)
        if written < sample.requests:
            raise LoadFailed(
                f"{self.name}, {bench.side.name}: {sample.requests} requests were answered, but "
                f"only {written} were written. On a machine that uses up all the data of a run, "
                "shorten the runs: --seconds"
            )

    def _connection(self, bench: Bench) -> Connection:
        return bench.base if self.database == "base" else bench.store


CHECK = Endpoint(
    "ticket check by code",
    "check",
    Goal(0.6, is_least=True),
    database="base",
    tables=CHECKS,
    proof=("ticket_checks", "verdict = 'OK'"),
)
PURCHASE = Endpoint(
    "purchase of three items",
    "purchase",
    Goal(0.6, is_least=True),
    database="store",
    tables=PURCHASES,
    proof=("purchases", "true"),
)
ITEM = Endpoint("authenticated GET by id", "item", Goal(0.7, is_least=True), database="store")
ENDPOINTS = (CHECK, PURCHASE, ITEM)
