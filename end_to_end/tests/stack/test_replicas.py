"""Two replicas of each server: one is killed, and no reader notices."""

import asyncio

import pytest
from platform_client import NO_RETRIES, Credentials, Platform, Robot
from platform_client.models.railway import TrainRun

from app.stack import LocalStack
from tests.stack.conftest import Shop

pytestmark = pytest.mark.alone

RETURN_SECONDS = 60.0


async def wait_until_ready(stack: LocalStack, name: str, former_pid: int | None) -> None:
    async with asyncio.timeout(RETURN_SECONDS):
        while True:
            now = (await stack.list_processes())[name]
            if now.pid != former_pid and now.state == "ready":
                return
            await asyncio.sleep(0.2)


@pytest.mark.parametrize("server", ["base", "store"])
async def test_no_read_fails(
    url: str, depot: Credentials, robot: Robot, run: TrainRun, shop: Shop, server: str
) -> None:
    stack = LocalStack()
    processes = await stack.list_processes()
    assert f"{server}-2" in processes, "This test needs two replicas: make up REPLICAS=2"
    reads = 0
    done = asyncio.Event()

    async def keep_reading(reader: Robot) -> None:
        nonlocal reads
        while not done.is_set():
            await reader.get_state()
            assert [item.id async for item in reader.list_items(shop.store.id)] == [shop.item.id]
            reads += 2

    # The gateway alone has to see to it: this client repeats nothing.
    async with Platform(url, retries=NO_RETRIES) as platform:
        reader = Robot(platform, robot.identity, robot.key)
        await reader.set_trip(run.train_number, run.train_date)
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(keep_reading(reader))
            await asyncio.sleep(0.5)
            await stack.kill(f"{server}-1")
            await wait_until_ready(stack, f"{server}-1", processes[f"{server}-1"].pid)
            done.set()
    assert reads > 50
