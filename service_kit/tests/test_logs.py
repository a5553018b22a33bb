"""Logs are JSON lines without secrets."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from service_kit.logs import request_log
from service_kit.settings import LogSettings

SCRIPT = """
import structlog, logging
from service_kit.logs import configure_logs
from service_kit.settings import LogSettings
configure_logs(LogSettings(), service="sample")
structlog.get_logger().info("ticket.checked", robot="r1", code="TOP-SECRET", token="TOP-SECRET")
logging.getLogger("library").warning("careful")
"""


def test_lines_are_json_and_secrets_are_left_out() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True
    ).stdout
    first, second = [json.loads(line) for line in printed.splitlines()]
    assert (first["event"], first["robot"], first["service"]) == ("ticket.checked", "r1", "sample")
    assert first["code"] == first["token"] == "[redacted]"
    assert "TOP-SECRET" not in printed
    assert (second["event"], second["level"]) == ("careful", "warning")


def test_lines_of_requests_look_like_every_other(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    log = request_log(LogSettings(), service="sample")
    log([{"request_id": "r-1", "timestamp": datetime(2026, 11, 22, tzinfo=UTC)}, {"status": 200}])
    first, second = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    same = {"event": "request.finished", "level": "info", "service": "sample"}
    assert first == same | {"request_id": "r-1", "timestamp": "2026-11-22T00:00:00Z"}
    assert second == same | {"status": 200}


def test_lines_of_requests_are_left_out_above_their_level(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    request_log(LogSettings(level="warning"), service="sample")([{"request_id": "r-1"}])
    assert capsysbinary.readouterr().out == b""
