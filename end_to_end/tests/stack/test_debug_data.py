"""The debug data: loaded twice, it changes nothing."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from platform_client import Engineer, Mode, Platform, Robot
from platform_client.models.railway import TrainRun
from platform_client.models.sessions import Credentials

from tests.stack.conftest import new_robot
from tests.stack.programs import run_module

pytestmark = pytest.mark.alone


async def contents(admin: Engineer) -> dict[str, Any]:
    """All that the administration shows of what the loader makes."""
    return {
        "engineers": [one async for one in admin.list_engineers()],
        "users": [one async for one in admin.list_users()],
        "tickets": [one async for one in admin.list_tickets()],
        "hotels": [one async for one in admin.list_hotels()],
        "attractions": [one async for one in admin.list_attractions()],
        "stores": [one async for one in admin.list_stores()],
        "terminals": {(one.id, one.key_fingerprint) async for one in admin.list_terminals()},
    }


async def test_loading_again_changes_nothing(admin: Engineer, http: Any, tmp_path: Path) -> None:
    file = str(tmp_path / "debug.json")
    _write(file, (await http.get("/static/debug.json")).content)
    first = await run_module("debug_data", "--summary", file)
    assert first.code == 0, first.output
    before, codes = await contents(admin), _codes(file)
    assert codes
    again = await run_module("debug_data", "--summary", file)
    assert again.code == 0, again.output
    assert "new" not in again.output
    assert await contents(admin) == before
    # The platform does not tell them again.
    assert _codes(file) == codes


def _write(file: str, content: bytes) -> None:
    Path(file).write_bytes(content)


def _codes(file: str) -> Any:
    return json.loads(Path(file).read_text())["sample_tickets"]


async def test_there_is_what_was_promised(admin: Engineer) -> None:
    await run_module("debug_data")
    everything = await contents(admin)
    runs = {(one.train_number, one.start_date) for one in everything["tickets"]}
    week = {run for run in runs if run[0] in {"002A", "092A"}}
    assert len(week) == 14
    assert len(everything["users"]) >= 200
    # The days before have a history; of today nobody has used a ticket yet.
    assert sum(one.state == "USED" for one in everything["tickets"]) > 50
    incidents = [one async for one in admin.monitoring.list_incidents()]
    today = dt.datetime.now(dt.UTC).date()
    history = [one for one in incidents if one.train_date and one.train_date < today]
    assert history
    assert history == sorted(history, key=lambda one: one.occurred_at, reverse=True)
    privileges = {one for engineer in everything["engineers"] for one in engineer.privileges}
    assert privileges == {"ROBOT_LOGIN", "STORE_LOGIN", "ADMIN", "SECURITY"}
    names = {store.name for store in everything["stores"]}
    assert {"Red Arrow Restaurant", "Arktika Bistro", "Provodnik Shop"} <= names


async def test_logins_and_codes_of_the_served_file_work(
    http: Any, platform: Platform, depot: Credentials
) -> None:
    served = await http.get("/static/debug.json")
    assert served.status_code == 200
    data = json.loads(served.content)
    for login in data["logins"]:
        engineer = await Engineer.log_in(platform, login["login"], login["password"])
        assert (await engineer.get_me()).privileges == login["privileges"]
    assert [one["login"] for one in data["provider_staff"]] == ["olga"]
    sample = data["sample_tickets"][0]
    robot = await _robot_on_run_of(sample, platform, depot)
    verdict = await robot.check_code(sample["code"], Mode.INSPECT)
    assert verdict.ticket is not None
    assert str(verdict.ticket.id) == sample["id"]


async def _robot_on_run_of(sample: dict[str, Any], platform: Platform, depot: Credentials) -> Robot:
    return await new_robot(platform, depot, TrainRun.model_validate(sample))


async def test_a_wrong_login_is_refused_clearly() -> None:
    failed = await run_module("debug_data", PROVODNIK_ADMIN_PASSWORD="wrong")
    assert failed.code == 1
    assert "no engineer 'admin' with this password" in failed.output
