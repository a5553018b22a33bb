"""Events leave with the commit: in order per key, at least once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from service_kit.database import Base, Database
from service_kit.outbox import OutboxEvent, OutboxRelay, append_event
from service_kit.outbox.relay import PATIENCE_SECONDS, pause_after
from service_kit.settings import DatabaseSettings
from service_kit.testing.infrastructure import create_database, drop_database
from sqlalchemy import update


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    """A database of its own, away from the relay of the sample service."""
    url = await create_database()
    database = Database(DatabaseSettings(url=SecretStr(url)))
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await database.open()
    yield database
    await database.close()
    await drop_database(url)


class Receiver:
    """Remembers what it was given, and fails as often as it is told."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.failures: dict[str, int] = {}

    async def receive(self, event: OutboxEvent) -> None:
        name = event.payload["name"]
        if self.failures.get(name, 0) > 0:
            self.failures[name] -= 1
            raise ConnectionError("the receiver is away")
        self.names.append(name)


async def _append(database: Database, *events: tuple[str, str]) -> None:
    async with database.session() as session, session.begin():
        for key, name in events:
            append_event(session, topic="test", key=key, payload={"name": name})
            await session.flush()


async def _deliver_all(relay: OutboxRelay, receiver: Receiver, count: int) -> None:
    async with asyncio.timeout(10):
        while len(receiver.names) < count:
            await relay.deliver_batch()
            await asyncio.sleep(0.05)


async def test_events_are_delivered_in_order_and_once(database: Database) -> None:
    receiver = Receiver()
    relay = OutboxRelay(database, {"test": receiver.receive})
    await _append(database, ("a", "1"), ("a", "2"), ("b", "3"))
    assert await relay.deliver_batch() == 3
    assert await relay.deliver_batch() == 0
    assert receiver.names == ["1", "2", "3"]


async def test_a_rolled_back_change_tells_nothing(database: Database) -> None:
    receiver = Receiver()
    relay = OutboxRelay(database, {"test": receiver.receive})
    async with database.session() as session:
        append_event(session, topic="test", key="a", payload={"name": "never"})
        await session.flush()
        await session.rollback()
    assert await relay.deliver_batch() == 0


async def test_a_failing_event_holds_back_its_key_only(database: Database) -> None:
    receiver = Receiver()
    receiver.failures["1"] = 2
    relay = OutboxRelay(database, {"test": receiver.receive})
    await _append(database, ("a", "1"), ("a", "2"), ("b", "3"))
    await relay.deliver_batch()
    assert receiver.names == ["3"]
    await _deliver_all(relay, receiver, 3)
    assert receiver.names == ["3", "1", "2"]


async def test_an_urgent_event_follows_soon_however_often_it_failed(database: Database) -> None:
    receiver = Receiver()
    receiver.failures["1"] = 1
    relay = OutboxRelay(database, {"test": receiver.receive}, urgent=["test"])
    await _append(database, ("a", "1"))
    async with database.session() as session, session.begin():
        await session.execute(update(OutboxEvent).values(attempts=30))
    await _deliver_all(relay, receiver, 1)


def test_pauses_grow_and_stay_finite() -> None:
    pauses = [pause_after(attempts) for attempts in (1, 2, 20, 5_000)]
    assert pauses == [0.2, 0.4, 300, 300]


async def test_two_replicas_deliver_each_event_once(database: Database) -> None:
    receiver = Receiver()
    relays = [OutboxRelay(database, {"test": receiver.receive}) for _ in range(2)]
    for relay in relays:
        await relay.open()
    for number in range(20):
        await _append(database, (f"key {number % 3}", str(number)))
    async with asyncio.timeout(10):
        while len(receiver.names) < 20:
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    for relay in relays:
        await relay.close()
    assert sorted(receiver.names, key=int) == [str(number) for number in range(20)]


async def test_slow_delivery_of_one_key_does_not_hold_up_another(database: Database) -> None:
    fast_one_arrived = asyncio.Event()
    order: list[str] = []

    async def receive(event: OutboxEvent) -> None:
        if event.key == "slow":
            await asyncio.wait_for(fast_one_arrived.wait(), timeout=5)
        else:
            fast_one_arrived.set()
        order.append(event.payload["name"])

    relay = OutboxRelay(database, {"test": receive})
    await _append(database, ("slow", "1"), ("slow", "2"), ("fast", "3"))
    assert await relay.deliver_batch() == 3
    assert order == ["3", "1", "2"]


async def test_receiver_that_hangs_does_not_hold_up_later_events(database: Database) -> None:
    hangs, arrived = asyncio.Event(), asyncio.Queue[str]()

    async def receive(event: OutboxEvent) -> None:
        if event.key == "hanging":
            await hangs.wait()
        await arrived.put(event.payload["name"])

    relay = OutboxRelay(database, {"test": receive})
    await relay.open()
    await _append(database, ("hanging", "1"))
    await asyncio.sleep(PATIENCE_SECONDS / 2)
    await _append(database, ("hanging", "2"), ("other", "3"))
    async with asyncio.timeout(2):
        assert await arrived.get() == "3"
        hangs.set()
        assert [await arrived.get(), await arrived.get()] == ["1", "2"]
    await relay.close()


async def test_relay_that_stops_takes_what_hangs_with_it(database: Database) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def receive(_: OutboxEvent) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    relay = OutboxRelay(database, {"test": receive})
    await relay.open()
    await _append(database, ("hanging", "1"))
    async with asyncio.timeout(5):
        await begun.wait()
        await asyncio.sleep(2 * PATIENCE_SECONDS)
        await relay.close()
    assert ended.is_set()


class InterruptedRelay(OutboxRelay):
    """Its database answers an interruption with an error of its own, as drivers do at times."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, {})
        self.has_begun = asyncio.Event()

    async def deliver_batch(self) -> int:
        self.has_begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as interruption:
            raise ConnectionError("interrupted") from interruption
        return 0


async def test_relay_stops_when_its_cancellation_turns_into_an_error(database: Database) -> None:
    relay = InterruptedRelay(database)
    await _append(database, ("a", "1"))
    await relay.open()
    async with asyncio.timeout(5):
        await relay.has_begun.wait()
        await relay.close()
