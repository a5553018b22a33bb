"""The live stream of a store's tasks, over a real socket: events leave through the outbox."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.redis_async.sessions import SessionStore

from app.items.schemas import ItemRead
from app.stores.schemas import StoreRead
from tests.factories import create_item
from tests.purchases.baskets import basket
from tests.streams import following, listening

# A revoked session may be remembered by another process for less than a second.
REVOKED_WITHIN_SECONDS = 3
SOLD_IN_BURST = 60
SEEN_BEFORE_DROP = 7


@pytest.fixture
async def item(database: Database, store: StoreRead) -> ItemRead:
    return await create_item(database, store.id, balance=100)


class TestStreamTasks:
    async def test_purchase_arrives_as_the_task_of_the_list(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        async with listening(address, terminal) as events:
            ready = await following(events)
            await client.post("/store/purchase", headers=terminal, json=basket((item.id, 2)))
            created = await following(events)
        listed = await client.get("/store/tasks", headers=terminal)
        assert ready["event"] == "ready"
        assert created["event"] == "task.created"
        assert created["data"]["task"] == listed.json()["items"][0]

    async def test_change_follows_its_task(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        async with listening(address, terminal) as events:
            await following(events)
            await client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
            task = (await following(events))["data"]["task"]
            answer = await client.post(f"/store/task/{task['id']}/ready", headers=terminal)
            changed = await following(events)
        assert changed["event"] == "task.changed"
        assert changed["data"]["task"] == answer.json()

    async def test_what_was_missed_is_replayed(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        body = basket((item.id, 1))
        async with listening(address, terminal) as events:
            await following(events)
            await client.post("/store/purchase", headers=terminal, json=body)
            seen = await following(events)
        missed = [await client.post("/store/purchase", headers=terminal, json=body) for _ in "12"]
        async with listening(address, terminal, after=seen["id"]) as events:
            first = await following(events)
            replayed = [(await following(events))["data"]["task"] for _ in missed]
        assert first["event"] == "ready"
        assert [task["purchase_id"] for task in replayed] == [
            answer.json()["id"] for answer in missed
        ]

    async def test_nothing_is_lost_or_told_twice_when_connections_drop_in_a_burst(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        async def sell() -> str:
            body = basket((item.id, 1))
            answer = await client.post("/store/purchase", headers=terminal, json=body)
            return str(answer.json()["id"])

        async with listening(address, terminal) as events:
            await following(events)
            burst = asyncio.gather(*(sell() for _ in range(SOLD_IN_BURST)))
            told = [await following(events)]
        while len(told) < SOLD_IN_BURST:
            async with listening(address, terminal, after=told[-1]["id"]) as events:
                assert (await following(events))["event"] == "ready"
                some = min(SEEN_BEFORE_DROP, SOLD_IN_BURST - len(told))
                told += [await following(events) for _ in range(some)]
        seen = [event["data"]["task"]["purchase_id"] for event in told]
        assert sorted(seen) == sorted(await burst)

    async def test_position_that_is_not_remembered_is_a_reset(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        async with listening(address, terminal) as events:
            await following(events)
            await client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
            await following(events)
        async with listening(address, terminal, after="1-1") as events:
            first = await following(events)
        assert first["event"] == "reset"

    async def test_another_store_hears_nothing(
        self,
        client: httpx.AsyncClient,
        address: str,
        terminal: dict[str, str],
        other_terminal: dict[str, str],
        item: ItemRead,
    ) -> None:
        async with (
            listening(address, other_terminal) as others,
            listening(address, terminal) as own,
        ):
            await following(others)
            await following(own)
            await client.post("/store/purchase", headers=terminal, json=basket((item.id, 1)))
            await following(own)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await anext(others)

    async def test_stream_of_a_revoked_terminal_ends(
        self, app: FastAPI, address: str, terminal: dict[str, str]
    ) -> None:
        async with listening(address, terminal) as events:
            await following(events)
            token = terminal["Authorization"].removeprefix("Bearer ")
            await components_of(app).get(SessionStore).revoke(token)
            async with asyncio.timeout(REVOKED_WITHIN_SECONDS):
                rest = [event async for event in events]
        assert rest == []
