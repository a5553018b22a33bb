"""Platforms that get no debug data, and are told why."""

import asyncio
from typing import Any

import httpx
import pytest
from platform_client import Credentials
from rich.progress import Progress

from app.catalogue import read_catalogue
from app.load import CannotLoad, Files, load
from app.progress import Work

READY: dict[str, Any] = {"status": "OK", "dependencies": {}}
TOKEN = {"access_token": "t", "token_type": "bearer", "expires_in": 60}
ME = {"kind": "engineer", "id": "018f0000-0000-7000-8000-000000000000", "name": "admin"}


def problem(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "detail": "No.", "request_id": "r"})


def refusal(**answers: httpx.Response) -> str:
    """Why a platform with these answers gets no data. Answers are named by the path's last word."""
    usual = {
        "base": httpx.Response(200, json=READY),
        "login": httpx.Response(200, json=TOKEN),
        "me": httpx.Response(200, json={**ME, "privileges": ["ADMIN"], "store_id": None}),
    }

    def answer(request: httpx.Request) -> httpx.Response:
        return {**usual, **answers}[request.url.path.rsplit("/", 1)[1]]

    loading = load(
        "http://gateway",
        Credentials(login="admin", password="secret"),
        read_catalogue(),
        Work(Progress(disable=True)),
        Files(),
        httpx.MockTransport(answer),
    )
    with pytest.raises(CannotLoad) as refused:
        asyncio.run(loading)
    return str(refused.value)


def test_server_that_says_it_is_production() -> None:
    production = httpx.Response(200, json={**READY, "environment": "production"})
    assert "http://gateway is production" in refusal(base=production)


def test_wrong_login() -> None:
    why = refusal(login=problem(401, "BAD_CREDENTIALS"))
    assert "no engineer 'admin' with this password" in why
    assert "secret" not in why


def test_engineer_without_the_privilege() -> None:
    me = httpx.Response(200, json={**ME, "privileges": ["SECURITY"], "store_id": None})
    assert "lacks ADMIN" in refusal(me=me)


def test_administration_that_is_switched_off() -> None:
    assert "BASE_ADMIN_API_ENABLED" in refusal(engineers=problem(404, "NOT_FOUND"))
