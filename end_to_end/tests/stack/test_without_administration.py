"""A platform whose railway has a system of its own: nothing of ours administers it."""

import dataclasses
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from bench.measure.stack_rows import own_stack
from local_stack.stack.home import temporary_home
from local_stack.stack.ports import free_ports
from platform_client import Engineer, Platform

from tests.stack.conftest import ADMIN
from tests.stack.refusals import problem


@pytest.fixture(scope="module")
def closed_url() -> Iterator[str]:
    """Of another stack, without the servers that are not asked here."""
    port = free_ports().public
    with temporary_home() as home:
        stack = own_stack(home)
        environment = {**stack.environment, "BASE_ADMIN_API_ENABLED": "false"}
        closed = dataclasses.replace(stack, environment=environment)
        with closed.up(
            "--port", str(port), "--no-install", "--no-debug-data", "--without", "store", "face"
        ):
            yield f"http://localhost:{port}"


@pytest.fixture
async def closed(closed_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=closed_url, timeout=30) as client:
        yield client


@pytest.fixture
async def engineer(closed_url: str) -> AsyncIterator[Engineer]:
    async with Platform(closed_url) as platform:
        yield await Engineer.log_in(platform, ADMIN.login, ADMIN.password)


async def test_engineers_still_sign_in(closed: httpx.AsyncClient, engineer: Engineer) -> None:
    me = (await closed.get("/base_api/auth/me", headers=await _headers(engineer))).json()
    assert (me["kind"], me["name"]) == ("engineer", ADMIN.login)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "users"),
        ("POST", "ticket"),
        ("POST", "engineer"),
        ("GET", "audit"),
        ("GET", "export/users"),
        ("GET", "sessions"),
    ],
)
async def test_its_routes_are_not_there(
    closed: httpx.AsyncClient, engineer: Engineer, method: str, path: str
) -> None:
    headers = await _headers(engineer)
    answer = await closed.request(method, f"/base_api/admin/{path}", headers=headers)
    assert problem(answer) == (404, "NOT_FOUND")


async def test_its_documentation_is_not_there(
    closed: httpx.AsyncClient, http: httpx.AsyncClient
) -> None:
    documents = [await one.get("/base_api/openapi.json") for one in (closed, http)]
    ours, open_one = ({*answer.json()["paths"]} for answer in documents)
    assert not any(path.startswith("/admin") for path in ours)
    assert ours == {path for path in open_one if not path.startswith("/admin")}


async def _headers(engineer: Engineer) -> dict[str, str]:
    return {"Authorization": f"Bearer {await engineer.session.get_token()}"}
