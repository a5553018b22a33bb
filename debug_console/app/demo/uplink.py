"""Step 4: the uplink is cut; robots go on checking, and what they did is merged afterwards."""

import asyncio
import datetime as dt
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from platform_client import NO_RETRIES, Mode, OfflineChecker, Platform, PlatformError, Robot
from platform_client.models.railway import NewTicket, TicketOrder
from ticket_rules import Reason, TrainRun, Verdict

from app.demo.report import Report, Unexpected, expect
from app.demo.robots import Robots
from app.demo.scene import MOSCOW, Scene

# Both robots let the same person in; the times of the two are as exact as the uplink is.
BETWEEN_BOARDINGS = 1.0
# A wagon of its own, where the scene sells no place.
WAGON = 19


class Uplink(httpx.AsyncHTTPTransport):
    """The way to the gateway, which can be cut."""

    is_cut = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.is_cut:
            raise httpx.ConnectError("the uplink is cut")
        return await super().handle_async_request(request)


async def cut_and_return(report: Report, scene: Scene, robots: Robots) -> None:
    uplink = Uplink()
    tickets = await _sell_two(scene)
    async with _checkers(scene, robots, uplink) as (first, second):
        with report.step(4, "Both robots load the signed manifest") as line:
            roster = await first.refresh()
            await second.refresh()
            line.result = (
                f"{len(roster.tickets)} tickets, good until {roster.expires_at:%d %b %H:%M}"
            )
        await _check_alone(report, uplink, tickets, first, second)
        await _come_back(report, scene, uplink, tickets, first, second)


@asynccontextmanager
async def _checkers(
    scene: Scene, robots: Robots, uplink: Uplink
) -> AsyncIterator[tuple[OfflineChecker, OfflineChecker]]:
    """The same two robots, behind an uplink of their own."""
    run = TrainRun(scene.run.train_number, scene.run.train_date)
    async with Platform(scene.platform.url, retries=NO_RETRIES, transport=uplink) as platform:
        first, second = (
            OfflineChecker(
                Robot(platform, robot.identity, robot.key, robot.method), run, wagon_number=WAGON
            )
            for robot in (robots.first, robots.second)
        )
        yield first, second


async def _sell_two(scene: Scene) -> list[NewTicket]:
    """To somebody without a face, so that the faces of the run stay as they are."""
    passenger = await scene.admin.create_user("Пётр Волков")
    return [
        await scene.admin.create_ticket(
            TicketOrder(
                user_id=passenger.id,
                train_number=scene.run.train_number,
                wagon_number=WAGON,
                place_number=place,
                station_id="moscow",
                destination="saint-petersburg",
                date=dt.datetime.now(MOSCOW).replace(microsecond=0) + dt.timedelta(hours=1),
                start_date=scene.run.train_date,
            )
        )
        for place in (1, 2)
    ]


async def _check_alone(
    report: Report,
    uplink: Uplink,
    tickets: list[NewTicket],
    first: OfflineChecker,
    second: OfflineChecker,
) -> None:
    with report.step(4, "the uplink is cut") as line:
        uplink.is_cut = True
        try:
            await first.robot.check_code(tickets[0].code)
        except PlatformError as error:
            expect(error.code == "UNREACHABLE", f"expected UNREACHABLE, got {error.code}")
            line.result = f"a question to the platform: {error.code}"
        else:
            raise Unexpected("the uplink is cut, and yet the platform answered")
    with report.step(4, "the first robot checks by itself") as line:
        _expect(first, tickets[0].code, None)
        _expect(first, tickets[0].code, Reason.ALREADY_USED)
        _expect(first, secrets.token_urlsafe(16), Reason.UNKNOWN_TICKET)
        line.result = "OK; then ALREADY_USED; a made-up code UNKNOWN_TICKET"
    with report.step(4, "the second boards it too, and another") as line:
        await asyncio.sleep(BETWEEN_BOARDINGS)
        _expect(second, tickets[0].code, None)
        _expect(second, tickets[1].code, None)
        line.result = "OK, OK: it cannot know what the first one did"


def _expect(checker: OfflineChecker, code: str, reason: Reason | None) -> None:
    judgement = checker.check(code, Mode.BOARD).judgement
    verdict = Verdict.OK if reason is None else Verdict.REFUSED
    expect(
        (judgement.verdict, judgement.reason) == (verdict, reason),
        f"expected {verdict} / {reason}, got {judgement.verdict} / {judgement.reason}",
    )


async def _come_back(
    report: Report,
    scene: Scene,
    uplink: Uplink,
    tickets: list[NewTicket],
    first: OfflineChecker,
    second: OfflineChecker,
) -> None:
    with report.step(4, "the link returns; both tell what they did") as line:
        uplink.is_cut = False
        line.result = ", ".join(one.result for one in await second.sync())
        results = [one.result for one in await first.sync()]
        line.result += f"; then the first: {', '.join(results)}"
        expect(results == ["ACCEPTED"] * 3, f"the first robot's checks are {results}")
    with report.step(4, "the earlier one holds; staff see the other") as line:
        ticket = await scene.admin.get_ticket(tickets[0].id)
        expect(ticket.boarded_by == first.robot.id, "the later boarding holds the ticket")
        conflicts = [
            one async for one in scene.admin.list_conflicts(train_number=scene.run.train_number)
        ]
        found = [(one.robot_id, one.cause) for one in conflicts]
        expect(found == [(second.robot.id, "ALREADY_USED")], f"the conflicts are {found}")
        line.result = f"{len(found)} conflict, of the second robot: {conflicts[0].cause}"
