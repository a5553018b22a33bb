"""Guessing is slowed down."""

import asyncio
from uuid import uuid4

import httpx
from service_kit.redis_async.guessing import FREE_ATTEMPTS


async def test_a_burst_of_guesses_gets_no_further_than_one_by_one(
    client: httpx.AsyncClient,
) -> None:
    name = uuid4().hex
    answers = await asyncio.gather(
        *(client.post("/guess", params={"name": name}) for _ in range(50))
    )
    allowed = [answer for answer in answers if answer.status_code == 200]
    # The free attempts, and the one that begins the pause.
    assert len(allowed) == FREE_ATTEMPTS + 1


async def test_a_refusal_says_how_long_to_wait(client: httpx.AsyncClient) -> None:
    name = uuid4().hex
    for _ in range(FREE_ATTEMPTS + 1):
        await client.post("/guess", params={"name": name})
    answer = await client.post("/guess", params={"name": name})
    assert answer.status_code == 429
    assert answer.json()["code"] == "TOO_MANY_REQUESTS"
    assert int(answer.headers["retry-after"]) >= 1
