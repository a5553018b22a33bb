"""A robot's report, its commands, and what the security sees of it, at the real server."""

import datetime as dt

import pytest
from platform_client import Credentials, Ed25519Key, Engineer, Platform, PlatformError, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.railway import Privilege
from platform_client.models.robots import Heartbeat


@pytest.fixture
async def robot(platform: Platform, depot: Credentials) -> Robot:
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="kiosk", model_name="Kiosk"
    )
    await robot.set_trip("M-1", dt.datetime.now(dt.UTC).date(), 4)
    return robot


@pytest.fixture(scope="session")
async def guard(admin: Engineer, platform: Platform) -> Engineer:
    engineer_id = await admin.create_engineer("guard", "provodnik-guard")
    await admin.set_privileges(engineer_id, [Privilege.SECURITY])
    return await Engineer.log_in(platform, "guard", "provodnik-guard")


async def test_command_from_its_order_to_its_result(admin: Engineer, robot: Robot) -> None:
    order = await admin.give_command(robot.id, "SET_VOLUME", {"percent": 40})
    answer = await robot.heartbeat(Heartbeat(state="READY", software_version="1.0"))
    result = await robot.command_result(answer.commands[0].id, "DONE", "done")
    assert [command.id for command in answer.commands] == [order.id]
    assert answer.trip is not None
    assert (result.state, result.result_text) == ("DONE", "done")
    assert (await robot.get_state()).connection == "ONLINE"


async def test_incident_from_its_report_to_its_end(guard: Engineer, robot: Robot) -> None:
    seen = NewIncident(
        kind="SMOKE", score=0.9, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
    )
    first = await robot.report_incident(seen, request_id="one", snapshot=b"\xff\xd8\xff")
    again = await robot.report_incident(seen, request_id="one", snapshot=b"\xff\xd8\xff")
    listed = [one async for one in guard.monitoring.list_incidents("NEW", train_number="M-1")]
    assert first == again
    assert listed == [first]
    await guard.monitoring.acknowledge(first.id)
    await guard.monitoring.comment(first.id, "a toaster")
    await guard.monitoring.mark_false_alarm(first.id, "a toaster")
    shown = await guard.monitoring.get_incident(first.id)
    assert (shown.state, shown.closing_reason) == ("FALSE_ALARM", "a toaster")
    assert [comment.text for comment in shown.comments] == ["a toaster"]
    with pytest.raises(PlatformError, match="INCIDENT_STATE_CONFLICT"):
        await guard.monitoring.resolve(first.id)


async def test_cameras(robot: Robot) -> None:
    assert await robot.list_cameras() == []
