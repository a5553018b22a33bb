"""Many buyers of one item, the tasks on the terminals, and the pages of a long menu."""

import asyncio
import dataclasses
import json
import time
import uuid

import httpx

from bench.load.listeners import following
from bench.load.orders import request, run_requests
from bench.load.wrk import Sample
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.percentiles import percentile
from bench.stack.laboratory import Laboratory
from bench.stack.tables import PURCHASES, Connection, restore

BUYERS = 200
# Well below what a small machine takes: beyond that the queue is measured, not the item.
BUYERS_PER_SECOND = 50
ALONE_PER_SECOND = 5
ALONE = 40
STREAM = "/store_api/store/tasks/stream"
# Of a large kitchen, and as many as one server is to hold; terminals sign in once each and have
# several screens.
SCREENS = {10: 40, 500: 10}
ARRIVAL_SECONDS = 10.0
MENU = 10_000
PAGES = 100
PAGES_PER_SECOND = 5
_WRONG = """
SELECT abs($2::bigint - balance - (SELECT count(*) FROM purchase_items WHERE store_item_id = $1))
    + abs(balance - (SELECT sum(delta) FROM stock_movements WHERE store_item_id = $1))
FROM store_items WHERE id = $1
"""
_LONG_MENU = """
INSERT INTO store_items (store_id, name, description, price_penny, category, translations)
SELECT min(store_id::text)::uuid, 'Dish ' || n, 'Something to eat', 100 + n, 'c' || n % 20,
    jsonb_build_object('ru', jsonb_build_object('name', 'Блюдо ' || n, 'description', ''))
FROM store_items, generate_series(1, $1::int - (SELECT count(*) FROM store_items)::int) AS n
GROUP BY n
"""


async def measure_store(laboratory: Laboratory, plan: Plan) -> list[Row]:
    return [
        *await _hot_item(laboratory, plan),
        *[await _task_on_screens(laboratory, plan, *many) for many in SCREENS.items()],
        await _long_menu(laboratory, plan),
    ]


async def _hot_item(laboratory: Laboratory, plan: Plan) -> list[Row]:
    url, store = laboratory.ours.side.url, laboratory.ours.store
    item, wrong = laboratory.targets["purchase"].items.read_text().split()[0], 0.0
    slowdowns, runs = [], []
    for turn in range(plan.rounds):
        await restore(store, PURCHASES)
        before = await store.fetchval("SELECT balance FROM store_items WHERE id = $1", item)
        alone = await run_requests(
            url, _sales(laboratory, item, f"alone-{turn}", ALONE), ALONE_PER_SECOND
        )
        together = await run_requests(
            url, _sales(laboratory, item, f"hot-{turn}", BUYERS), BUYERS_PER_SECOND
        )
        wrong += float(await store.fetchval(_WRONG, item, before))
        wrong += abs(ALONE + BUYERS - await _sold(store))
        slowdowns.append(together.p99_ms / alone.p50_ms)
        runs += [dataclasses.asdict(alone), dataclasses.asdict(together)]
    await restore(store, PURCHASES)
    name = f"{BUYERS} buyers of one item, {BUYERS_PER_SECOND}/s"
    times = Spread.of(slowdowns)
    return [
        Row(f"{name}: pieces oversold or lost", "", Spread.of([wrong]), Goal(0, is_least=False)),
        Row(f"{name}: p99 to the median alone", "×", times, Goal(10, is_least=False), runs=runs),
    ]


async def _sold(store: Connection) -> int:
    return int(await store.fetchval("SELECT count(*) FROM purchases"))


async def _task_on_screens(laboratory: Laboratory, plan: Plan, count: int, tasks: int) -> Row:
    """From the moment in which the buyer has the answer; so many tasks a round."""
    url, target = laboratory.ours.side.url, laboratory.targets["purchase"]
    tokens = target.tokens.read_text().split()
    body = {"items": [{"item_id": target.items.read_text().split()[0], "count": 1}]}
    await restore(laboratory.ours.store, PURCHASES)
    p95: list[float] = []
    async with (
        httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {tokens[0]}"}) as client,
        following(url, STREAM, tokens, count=count, mark='"purchase_id":"') as screens,
    ):
        for _ in range(plan.rounds):
            delays: list[float] = []
            for _ in range(tasks):
                key = {"Idempotency-Key": str(uuid.uuid4())}
                answer = await client.post(target.path, json=body, headers=key)
                sold, answered = answer.raise_for_status().json()["id"], time.perf_counter()
                async with asyncio.timeout(ARRIVAL_SECONDS):
                    await screens.wait_for(sold)
                delays += [1000 * max(at - answered, 0) for at in screens.arrivals[sold]]
            p95.append(percentile(delays, 0.95))
    await restore(laboratory.ours.store, PURCHASES)
    name = f"task on {count} screens of terminals after the sale's answer (SSE), p95"
    return Row(name, "ms", Spread.of(p95), Goal(250, is_least=False))


async def _long_menu(laboratory: Laboratory, plan: Plan) -> Row:
    url, store = laboratory.ours.side.url, laboratory.ours.store
    await store.execute(_LONG_MENU, MENU)
    await store.execute("VACUUM (ANALYZE) store_items")
    requests = [
        _request(laboratory, "GET", f"/store_api/store/items?page={number % 200 + 1}", number)
        for number in range(PAGES)
    ]
    samples: list[Sample] = [
        await run_requests(url, requests, PAGES_PER_SECOND) for _ in range(plan.rounds)
    ]
    await restore(store, PURCHASES)
    return Row(
        f"a page of a menu of {MENU:,} items, p95",
        "ms",
        Spread.of([sample.p95_ms for sample in samples]),
        Goal(30, is_least=False),
        runs=[dataclasses.asdict(sample) for sample in samples],
    )


def _sales(laboratory: Laboratory, item: str, label: str, count: int) -> list[str]:
    path = laboratory.targets["purchase"].path
    body = json.dumps({"items": [{"item_id": item, "count": 1}]})
    return [
        _request(laboratory, "POST", path, number, body, f"Idempotency-Key: {label}-{number}\r\n")
        for number in range(count)
    ]


def _request(
    laboratory: Laboratory, method: str, path: str, number: int, body: str = "", headers: str = ""
) -> str:
    tokens = laboratory.targets["purchase"].tokens.read_text().split()
    return request(method, path, tokens[number % len(tokens)], body, headers)
