"""How fast events leave the outbox for a receiver that is quick, beside one that hangs."""

import time
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from platform_client import Engineer, Platform
from platform_client.models.common import Ok
from platform_client.platform import Call
from pydantic import BaseModel

from bench.load.receivers import Quick, receiving
from bench.load.wrk import Sample
from bench.measure.pairs import Run, watched
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.percentiles import percentile
from bench.stack.laboratory import Bench, Laboratory
from bench.stack.tables import PURCHASES, restore

EVENTS = 5_000
LEAST_PER_SECOND = 1_000
SUBSCRIPTIONS = "/store_api/admin/webhook"
# Each as it was written with a sale, with a purchase and so a key of its own.
_MORE = """
WITH sold AS (SELECT topic, payload FROM outbox WHERE topic = 'purchase.created' LIMIT 1)
INSERT INTO outbox (topic, key, payload)
SELECT topic, gen_random_uuid(), payload FROM sold, generate_series(1, $1)
"""


class _Subscription(BaseModel):
    id: uuid.UUID


async def measure_webhooks(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """From the moment in which all events are committed at once until the last has arrived."""
    alone, beside = [], []
    async with Platform(laboratory.ours.side.url) as platform:
        admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
        for _ in range(plan.rounds):
            alone.append(await _run(laboratory, admin, beside_a_dead_one=False))
            beside.append(await _run(laboratory, admin, beside_a_dead_one=True))
    rates = Spread.of([run.sample.rate for run in beside])
    shares = Spread.of([b.sample.rate / a.sample.rate for a, b in zip(alone, beside, strict=True)])
    runs = [run.as_json("ours") for run in beside]
    others = [run.as_json("alone") for run in alone]
    name = "webhooks to a quick receiver beside one that hangs"
    goal = Goal(LEAST_PER_SECOND, is_least=True)
    return [
        Row(name, "events/s", rates, goal, runs=runs),
        Row(f"{name}: of the rate alone", "×", shares, None, runs=others),
    ]


async def _run(laboratory: Laboratory, admin: Engineer, *, beside_a_dead_one: bool) -> Run:
    quick, store = Quick(), laboratory.ours.store

    async def load(_: Bench, __: str) -> Sample:
        began, cpu = time.perf_counter(), time.process_time()
        await store.execute(_MORE, EVENTS)
        await quick.wait_for(1 + EVENTS)
        seconds = [at - began for at in quick.arrivals.values()]
        return Sample(
            requests=EVENTS,
            seconds=max(seconds),
            failed=0,
            p50_ms=1000 * percentile(seconds, 0.5),
            p95_ms=1000 * percentile(seconds, 0.95),
            p99_ms=1000 * percentile(seconds, 0.99),
            generator_cpu=(time.process_time() - cpu) / max(seconds),
        )

    await restore(store, PURCHASES)
    async with AsyncExitStack() as stack:
        if beside_a_dead_one:
            await stack.enter_async_context(_subscribed(admin, None))
        await stack.enter_async_context(_subscribed(admin, quick))
        await _sell(laboratory)
        await quick.wait_for(1)
        run = await watched(laboratory.ours, load, "webhooks")
    await restore(store, PURCHASES)
    return run


@asynccontextmanager
async def _subscribed(admin: Engineer, receiver: Quick | None) -> AsyncIterator[None]:
    async with receiving(receiver) as url:
        body = {"url": url, "event_types": ["purchase.created"]}
        made = await admin.session.send(_Subscription, Call("POST", SUBSCRIPTIONS, body))
        try:
            yield
        finally:
            await admin.session.send(Ok, Call("DELETE", f"{SUBSCRIPTIONS}/{made.id}"))


async def _sell(laboratory: Laboratory) -> None:
    target = laboratory.targets["purchase"]
    item = target.items.read_text(encoding="utf-8").split()[0]
    token = target.tokens.read_text(encoding="utf-8").split()[0]
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=laboratory.ours.side.url, headers=headers) as client:
        body = {"items": [{"item_id": item, "count": 1}]}
        (await client.post(target.path, json=body)).raise_for_status()
