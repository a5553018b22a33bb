"""What a person sees when the data cannot be loaded."""

import datetime as dt
import re
import socket

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.load import Loaded
from app.summary import StaffLogin, Summary


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def test_without_a_platform_it_says_what_to_type() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    result = CliRunner().invoke(app, ["--url", url])
    assert result.exit_code == 1
    assert f"No platform answers at {url}. Start it: make up" in result.stderr


def test_production_is_refused_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_ENV", "production")
    result = CliRunner().invoke(app, ["--url", "http://127.0.0.1:1"])
    assert result.exit_code == 1
    assert "APP_ENV is production" in result.stderr


def test_all_who_can_sign_in_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    staff = StaffLogin(login="olga", password="provodnik-olga", name="Olga", roles=["guards"])
    now = dt.datetime.now(dt.UTC)
    summary = Summary(logins=[], provider_staff=[staff], loaded_at=now, sample_tickets=[])
    monkeypatch.setattr("app.cli._load", lambda *_: Loaded({}, summary))
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 0
    assert re.search(r"olga +provodnik-olga +at the provider: guards", result.stdout)
