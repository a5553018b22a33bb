"""Robots without the uplink, against base_server's real application."""

import asyncio
import datetime as dt
from dataclasses import replace
from uuid import uuid4

import httpx
import pytest
from platform_client import (
    NO_RETRIES,
    Credentials,
    Ed25519Key,
    Engineer,
    Journal,
    Mode,
    OfflineChecker,
    Platform,
    PlatformError,
    Robot,
)
from platform_client.models.railway import NewTicket, TicketOrder
from ticket_rules import ManifestRefused, Reason, Refusal, TrainRun, Verdict

NOW = dt.datetime.now(dt.UTC)
RUN = TrainRun("OFF-1", NOW.date())
TEN_MINUTES = dt.timedelta(minutes=10)


async def new_checker(
    platform: Platform, depot: Credentials, run: TrainRun, *, clock_off: dt.timedelta
) -> OfflineChecker:
    robot = await Robot.register(
        platform, depot, Ed25519Key.generate(), model_id="kiosk", model_name="Kiosk"
    )
    await robot.set_trip(run.train_number, run.train_date)
    return OfflineChecker(robot, run, clock=lambda: dt.datetime.now(dt.UTC) + clock_off)


@pytest.fixture
def run() -> TrainRun:
    return replace(RUN, train_number=uuid4().hex[:8])


@pytest.fixture
async def ticket(admin: Engineer, run: TrainRun) -> NewTicket:
    return await sell(admin, run, place=1)


async def sell(admin: Engineer, run: TrainRun, *, place: int) -> NewTicket:
    passenger = await admin.create_user("Anna Petrova")
    order = TicketOrder(
        user_id=passenger.id,
        train_number=run.train_number,
        wagon_number=1,
        place_number=place,
        station_id="moscow",
        destination="petersburg",
        date=NOW,
        start_date=run.train_date,
    )
    return await admin.create_ticket(order)


@pytest.fixture
async def checker(
    platform: Platform, depot: Credentials, run: TrainRun, ticket: NewTicket
) -> OfflineChecker:
    return await new_checker(platform, depot, run, clock_off=-TEN_MINUTES)


@pytest.fixture
async def other(
    platform: Platform, depot: Credentials, run: TrainRun, ticket: NewTicket
) -> OfflineChecker:
    return await new_checker(platform, depot, run, clock_off=TEN_MINUTES)


async def test_nothing_is_checked_without_a_manifest(
    checker: OfflineChecker, ticket: NewTicket
) -> None:
    with pytest.raises(ManifestRefused):
        checker.check(ticket.code)


async def test_a_manifest_of_another_run_is_not_believed(checker: OfflineChecker) -> None:
    checker.run = replace(checker.run, train_number="020U")
    with pytest.raises(ManifestRefused) as refused:
        await checker.refresh()
    assert refused.value.refusal is Refusal.ANOTHER_RUN


async def test_verdicts_without_the_uplink(checker: OfflineChecker, ticket: NewTicket) -> None:
    await checker.refresh()
    codes = [ticket.code, ticket.code, ticket.code, "made up"]
    modes = [Mode.INSPECT, Mode.BOARD, Mode.BOARD, Mode.BOARD]
    judged = [checker.check(code, mode).judgement for code, mode in zip(codes, modes, strict=True)]
    refused = Verdict.REFUSED
    assert [one.verdict for one in judged] == [Verdict.OK, Verdict.OK, refused, refused]
    assert [one.reason for one in judged[2:]] == [Reason.ALREADY_USED, Reason.UNKNOWN_TICKET]


async def test_the_manifest_is_kept_up_to_date_by_what_changes(
    checker: OfflineChecker, admin: Engineer, run: TrainRun, ticket: NewTicket
) -> None:
    await checker.refresh()
    second = await sell(admin, run, place=2)
    await admin.revoke_ticket(ticket.id)
    roster = await checker.refresh()
    whole = await OfflineChecker(checker.robot, run).refresh()
    assert roster.tickets == whole.tickets
    assert {one.id: one.state for one in roster.tickets.values()} == {
        ticket.id: "REVOKED",
        second.id: "VALID",
    }


async def test_copy_that_has_gone_astray_is_fetched_anew(checker: OfflineChecker) -> None:
    roster = await checker.refresh()
    checker.roster = replace(roster, tickets={})
    assert len((await checker.refresh()).tickets) == 1


async def test_two_robots_boarded_the_same_ticket(
    checker: OfflineChecker,
    other: OfflineChecker,
    admin: Engineer,
    run: TrainRun,
    ticket: NewTicket,
) -> None:
    """Their clocks are twenty minutes apart, and the later one comes back first."""
    await checker.refresh()
    await other.refresh()
    checker.check(ticket.code)
    # Longer than what requests of this machine differ by: times are as exact as the uplink is.
    await asyncio.sleep(0.5)
    other.check(ticket.code)
    late, early = await other.sync(), await checker.sync()
    assert [(one.result, one.cause) for one in [*late, *early]] == [("ACCEPTED", None)] * 2
    assert (await admin.get_ticket(ticket.id)).boarded_by == checker.robot.id
    conflicts = [one async for one in admin.list_conflicts(train_number=run.train_number)]
    assert [(one.robot_id, one.cause) for one in conflicts] == [(other.robot.id, "ALREADY_USED")]


async def test_lost_answer_costs_nothing(checker: OfflineChecker, ticket: NewTicket) -> None:
    await checker.refresh()
    checker.check(ticket.code)
    unheard = Journal.model_validate_json(checker.journal.model_dump_json())
    await checker.sync()
    assert checker.journal.waiting == []
    checker.journal = unheard
    assert [one.result for one in await checker.sync()] == ["DUPLICATE"]


async def test_question_that_got_no_answer_is_one_boarding(
    checker: OfflineChecker, admin: Engineer, run: TrainRun, ticket: NewTicket
) -> None:
    await checker.refresh()
    await checker.robot.check_code(ticket.code, request_id="r1")
    checker.check(ticket.code, request_id="r1")
    assert [one.standing for one in await checker.sync()] == ["HOLDS"]
    assert [one async for one in admin.list_conflicts(train_number=run.train_number)] == []


async def test_uploads_are_kept_until_the_uplink_is_back(
    checker: OfflineChecker, gateway: httpx.ASGITransport, ticket: NewTicket
) -> None:
    await checker.refresh()
    checker.check(ticket.code)
    connected = checker.robot

    def cut(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("the uplink is away")

    async with Platform(
        "http://gateway", retries=NO_RETRIES, transport=httpx.MockTransport(cut)
    ) as away:
        checker.robot = Robot(away, connected.identity, connected.key)
        with pytest.raises(PlatformError, match="UNREACHABLE"):
            await checker.sync()
    assert len(checker.journal.waiting) == 1
    checker.robot = connected
    assert [one.result for one in await checker.sync()] == ["ACCEPTED"]
