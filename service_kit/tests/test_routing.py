"""Deny by default, and who is asked when."""

from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from service_kit.routing import Guard, callers_guards, feature_router, require_guards
from starlette.requests import HTTPConnection, Request


class Counting(Guard):
    """Lets everybody pass, and hands out how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, request: Request) -> int:
        self.asked += 1
        return self.asked


async def double(number: Annotated[int, Depends(Counting())], factor: int = 2) -> int:
    return number * factor


def test_a_route_that_names_no_caller_does_not_start() -> None:
    router = feature_router("/things", tag="things")

    @router.get("")
    async def open_to_all_by_mistake() -> None: ...

    with pytest.raises(RuntimeError, match="names no caller"):
        require_guards([router])


async def test_a_guard_is_asked_once_and_its_function_gets_what_it_found() -> None:
    guard, of_all = Counting(), Counting()
    router = feature_router("/things", tag="things", dependencies=[Depends(of_all)])

    @router.post("/{thing}")
    async def change_thing(
        thing: str,
        body: list[str],
        found: Annotated[int, Depends(guard)],
        doubled: Annotated[int, Depends(double)],
        request: Request,
        connection: HTTPConnection,
    ) -> list[str | int]:
        assert request.scope is connection.scope
        return [thing, *body, found, doubled]

    app = FastAPI()
    app.router.routes.extend(router.routes)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://things") as client:
        answer = await client.post("/things/lamp?factor=5", json=["on"])

    assert answer.json() == ["lamp", "on", 1, 10]
    assert (guard.asked, of_all.asked) == (1, 1)


def test_its_guards_stay_declared() -> None:
    guard = Counting()
    router = feature_router("/things", tag="things")

    @router.get("")
    async def list_things(found: Annotated[int, Depends(guard)]) -> int:
        return found

    (route,) = router.routes
    assert isinstance(route, APIRoute)
    assert callers_guards(route) == [guard]
