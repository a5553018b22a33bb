"""The administration can be left out altogether."""

import json

import httpx
import pytest
from base_api import Privilege
from fastapi import FastAPI
from service_kit.application import routes_of
from service_kit.callers import CallerGuard
from service_kit.routing import guards_of

from app.config import Settings
from app.main import create_app


@pytest.fixture
def without(settings: Settings) -> FastAPI:
    return create_app(settings.model_copy(update={"admin_api_enabled": False}))


def _paths(app: FastAPI) -> set[str]:
    return {route.path for route in routes_of(app)}


def test_it_takes_its_routes_along_and_no_others(app: FastAPI, without: FastAPI) -> None:
    gone = _paths(app) - _paths(without)
    assert gone == {path for path in _paths(app) if path.startswith("/admin/")}
    assert gone


def test_no_route_for_administrators_is_left(without: FastAPI) -> None:
    left = [
        route.path
        for route in routes_of(without)
        for guard in guards_of(route)
        if isinstance(guard, CallerGuard) and guard.privileges & Privilege.ADMIN
    ]
    assert left == []


def test_its_documentation_is_gone(without: FastAPI) -> None:
    assert "/admin" not in json.dumps(without.openapi())


async def test_its_addresses_are_unknown(without: FastAPI) -> None:
    transport = httpx.ASGITransport(without)
    async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
        answer = await client.get("/admin/users")
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
