"""With a real client, as a server's is."""

import asyncio

import httpx
import pytest

from bench.load.receivers import Quick, receiving


async def test_a_quick_receiver_counts_each_event_once() -> None:
    quick = Quick()
    async with receiving(quick) as url, httpx.AsyncClient() as client:
        for event_id in ("a", "b", "a"):
            answer = await client.post(url, headers={"Webhook-Id": event_id}, json={})
            assert answer.status_code == 204
        async with asyncio.timeout(1):
            await quick.wait_for(2)
    assert (set(quick.arrivals), quick.attempts) == ({b"a", b"b"}, 3)


async def test_without_a_receiver_nothing_is_answered() -> None:
    async with receiving(None) as url, httpx.AsyncClient(timeout=0.2) as client:
        with pytest.raises(httpx.ReadTimeout):
            await client.post(url, json={})
