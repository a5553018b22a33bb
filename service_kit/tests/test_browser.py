"""Cookies of browsers: what our own pages may do, and other sites may not."""

from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI, Response
from service_kit.browser import begin_browser_session, end_browser_session
from service_kit.callers import Caller
from service_kit.components import components_of
from service_kit.redis_async.sessions import SessionStore
from service_kit.settings import ServiceSettings
from starlette.requests import Request

OWN = "http://localhost:8080"


@pytest.fixture
async def cookies(app: FastAPI) -> dict[str, str]:
    """What a browser holds after it has signed in as an engineer with every right."""
    caller = Caller(kind="engineer", id=uuid4(), name="anna", privileges=1)
    token = await components_of(app).get(SessionStore).create(caller)
    answer = Response()
    begin_browser_session(_request(app), answer, token, 60)
    return _cookies(answer)


def _request(app: FastAPI) -> Request:
    return Request({"type": "http", "app": app, "headers": [], "method": "GET"})


def _cookies(answer: Response) -> dict[str, str]:
    lines = [value.decode() for name, value in answer.raw_headers if name == b"set-cookie"]
    pairs = [line.partition(";")[0].partition("=") for line in lines]
    return {name: value for name, _, value in pairs}


def _headers(cookies: dict[str, str], **headers: str) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), **headers}


async def test_a_cookie_signs_in(client: httpx.AsyncClient, cookies: dict[str, str]) -> None:
    assert (await client.get("/notes", headers=_headers(cookies))).status_code == 200


async def test_a_change_from_our_own_page(
    client: httpx.AsyncClient, cookies: dict[str, str]
) -> None:
    headers = _headers(cookies, Origin=OWN, **{"X-CSRF-Token": cookies["csrf_token"]})
    answer = await client.post("/notes", json={"text": "hello"}, headers=headers)
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"Origin": OWN},
        {"Origin": OWN, "X-CSRF-Token": ""},
        {"Origin": OWN, "X-CSRF-Token": "0" * 64},
        {"Origin": "https://evil.example", "X-CSRF-Token": "{own}"},
        {"Origin": "null", "X-CSRF-Token": "{own}"},
        {"Origin": OWN + ".evil.example", "X-CSRF-Token": "{own}"},
        {"X-CSRF-Token": "{own}"},
    ],
)
async def test_a_change_that_another_site_may_have_wanted(
    client: httpx.AsyncClient, cookies: dict[str, str], forged: dict[str, str]
) -> None:
    sent = {name: text.format(own=cookies["csrf_token"]) for name, text in forged.items()}
    answer = await client.post("/notes", json={"text": "no"}, headers=_headers(cookies, **sent))
    assert (answer.status_code, answer.json()["code"]) == (403, "FOREIGN_REQUEST")


async def test_a_planted_token_of_another_session(
    client: httpx.AsyncClient, cookies: dict[str, str]
) -> None:
    """Another host of the same domain can set cookies here; header and cookie then agree."""
    planted = cookies | {"csrf_token": "a" * 64}
    headers = _headers(planted, Origin=OWN, **{"X-CSRF-Token": "a" * 64})
    answer = await client.post("/notes", json={"text": "no"}, headers=headers)
    assert answer.json()["code"] == "FOREIGN_REQUEST"


async def test_a_header_goes_before_a_cookie(
    client: httpx.AsyncClient, cookies: dict[str, str]
) -> None:
    headers = _headers(cookies, Authorization=f"Bearer {'x' * 43}")
    assert (await client.get("/notes", headers=headers)).status_code == 401


async def test_a_made_up_cookie(client: httpx.AsyncClient) -> None:
    for value in ("x" * 43, "", "ü"):
        headers = {b"Cookie": f"session={value}".encode("latin-1")}
        assert (await client.get("/notes", headers=headers)).status_code == 401


class TestCookies:
    @pytest.fixture
    def settings_of_https(self, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
        settings: ServiceSettings = app.state.settings
        monkeypatch.setattr(settings, "public_url", "https://train.example")

    def test_without_tls(self, app: FastAPI) -> None:
        answer = Response()
        begin_browser_session(_request(app), answer, "t" * 43, 60)
        session, csrf = (value.decode().lower() for _, value in answer.raw_headers[-2:])
        assert session.startswith("session=")
        assert "httponly" in session
        assert "samesite=lax" in session
        assert "secure" not in session
        assert "httponly" not in csrf

    @pytest.mark.usefixtures("settings_of_https")
    def test_with_tls(self, app: FastAPI) -> None:
        answer = Response()
        begin_browser_session(_request(app), answer, "t" * 43, 60)
        session, csrf = (value.decode() for _, value in answer.raw_headers[-2:])
        assert session.startswith("__Host-session=")
        assert "Secure" in session
        assert "Path=/" in session
        assert "Domain" not in session
        assert "Secure" in csrf

    def test_ending(self, app: FastAPI) -> None:
        answer = Response()
        end_browser_session(_request(app), answer)
        assert _cookies(answer) == {"session": '""', "csrf_token": '""'}
