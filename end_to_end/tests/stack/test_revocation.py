"""Whoever is revoked is out on every server within a second; a replaced key ends all sessions."""

import asyncio
import time
from collections.abc import Sequence
from uuid import UUID

import httpx
import pytest
from platform_client import Credentials, Ed25519Key, Engineer, Platform, Robot
from platform_client.models.railway import TrainRun

from tests.stack.conftest import Shop, new_robot, open_shop
from tests.stack.refusals import refusal

# It goes by the clock.
pytestmark = pytest.mark.alone

AT_MOST_SECONDS = 1.0


async def _asked(http: httpx.AsyncClient, token: str, paths: Sequence[str]) -> set[int]:
    headers = {"Authorization": f"Bearer {token}"}
    answers = await asyncio.gather(*(http.get(path, headers=headers) for path in paths))
    return {answer.status_code for answer in answers}


async def _seconds_until_out(http: httpx.AsyncClient, token: str, paths: Sequence[str]) -> float:
    started = time.monotonic()
    async with asyncio.timeout(10):
        while await _asked(http, token, paths) != {401}:
            await asyncio.sleep(0.02)
    return time.monotonic() - started


async def _delete(admin: Engineer, http: httpx.AsyncClient, path: str) -> None:
    headers = {"Authorization": f"Bearer {await admin.session.get_token()}"}
    (await http.delete(path, headers=headers)).raise_for_status()


def _robot_paths(store_id: UUID) -> list[str]:
    """Of both servers that know its session."""
    return ["/base_api/robot/me", f"/store_api/robot/store/{store_id}/items"]


async def test_a_revoked_robot(
    platform: Platform,
    admin: Engineer,
    depot: Credentials,
    run: TrainRun,
    shop: Shop,
    http: httpx.AsyncClient,
) -> None:
    robot = await new_robot(platform, depot, run)
    token, paths = await robot.session.get_token(), _robot_paths(shop.store.id)
    assert await _asked(http, token, paths) == {200}
    await _delete(admin, http, f"/base_api/admin/robot/{robot.id}")
    assert await _seconds_until_out(http, token, paths) < AT_MOST_SECONDS
    assert await refusal(robot.session.sign_in()) == (401, "BAD_ANSWER")


async def test_a_revoked_store_terminal(
    admin: Engineer, depot: Credentials, http: httpx.AsyncClient
) -> None:
    terminal = (await open_shop(admin, depot)).terminal
    token, paths = (
        await terminal.session.get_token(),
        ["/base_api/auth/me", "/store_api/store/items"],
    )
    assert await _asked(http, token, paths) == {200}
    await _delete(admin, http, f"/base_api/admin/store_terminal/{terminal.id}")
    assert await _seconds_until_out(http, token, paths) < AT_MOST_SECONDS
    assert await refusal(terminal.session.sign_in()) == (401, "BAD_ANSWER")


@pytest.fixture
async def robot(platform: Platform, depot: Credentials, run: TrainRun) -> Robot:
    return await new_robot(platform, depot, run)


async def test_a_replaced_key(robot: Robot, shop: Shop, http: httpx.AsyncClient) -> None:
    token, paths = await robot.session.get_token(), _robot_paths(shop.store.id)
    assert await _asked(http, token, paths) == {200}
    await robot.replace_key(Ed25519Key.generate())
    assert await _seconds_until_out(http, token, paths) < AT_MOST_SECONDS
    await robot.sign_in()
    assert await _asked(http, await robot.session.get_token(), paths) == {200}
