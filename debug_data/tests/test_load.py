"""Platforms that get no debug data, and are told why; and codes of earlier loads."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from platform_client import Credentials, Engineer, Platform
from rich.progress import Progress

from app.catalogue import read_catalogue
from app.load import CannotLoad, Files, _samples, load
from app.loading.passengers import Passengers
from app.progress import Work
from app.summary import SampleTicket, Summary, write_summary

READY: dict[str, Any] = {"status": "OK", "dependencies": {}}
TOKEN = {"access_token": "t", "token_type": "bearer", "expires_in": 60}
ME = {"kind": "engineer", "id": "018f0000-0000-7000-8000-000000000000", "name": "admin"}
DAY = dt.date(2026, 3, 8)
SAMPLE: dict[str, Any] = {
    "code": "code",
    "passenger": "Анна",
    "train_date": DAY,
    "wagon_number": 4,
    "place_number": 17,
    "station_id": "moscow",
    "destination": "tver",
}
TICKET = {
    "id": ME["id"],
    "user_id": ME["id"],
    "train_number": "002A",
    "wagon_number": 4,
    "place_number": 17,
    "station_id": "moscow",
    "destination": "tver",
    "date": "2026-03-08T08:00:00Z",
    "start_date": "2026-03-08",
    "state": "VALID",
    "boarded_at": None,
    "boarded_by": None,
    "revoked_at": None,
    "user_name": "Анна",
    "checks": [],
}


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


@pytest.mark.parametrize(("status", "kept"), [(200, 2), (404, 0)])
def test_codes_of_full_runs_are_of_this_platform(tmp_path: Path, status: int, kept: int) -> None:
    """Full runs are not looked at; whether the file is of this platform, one ticket says."""
    file = tmp_path / "debug.json"
    samples = [SampleTicket(**SAMPLE, id=uuid4(), train_number="002A") for _ in range(2)]
    others = [SampleTicket(**SAMPLE, id=uuid4(), train_number="092A")]
    now = dt.datetime.now(dt.UTC)
    write_summary(file, Summary(logins=[], loaded_at=now, sample_tickets=[*samples, *others]))
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(200, json=TOKEN)
        asked.append(request.url.path)
        return httpx.Response(200, json=TICKET) if status == 200 else problem(404, "NOT_FOUND")

    async def keep() -> list[SampleTicket]:
        async with Platform("http://gateway", transport=httpx.MockTransport(answer)) as platform:
            admin = await Engineer.log_in(platform, "admin", "secret")
            return await _samples(admin, Passengers(full={("002A", DAY)}), file)

    assert len(asyncio.run(keep())) == kept
    assert asked == [f"/base_api/admin/ticket/{samples[0].id}"]
