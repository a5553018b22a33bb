"""The day from beginning to end, and its verdict."""

import time

from platform_client import Credentials, Platform, PlatformError, RetryPolicy

from app.demo import faults, robots, scene, security, trade, uplink
from app.demo.report import Report, StepFailed
from app.stack import LocalStack, StackUnavailable

SERVERS = ("base", "store", "face")
# A killed server comes back late on a machine that is busy with other things.
RETRIES = RetryPolicy(patience=faults.RESTART_SECONDS)


async def play(url: str, login: Credentials, report: Report, *, with_faults: bool) -> bool:
    """Whether the whole day went as it should."""
    started = time.monotonic()
    async with Platform(url, retries=RETRIES) as platform:
        obstacle = await _obstacle(platform, with_faults=with_faults)
        if obstacle:
            report.say(obstacle, "red")
            return False
        report.say(f"A robot's working day at {platform.url}", "bold")
        try:
            await _play_steps(report, platform, login, with_faults=with_faults)
        except StepFailed as failure:
            report.say(
                f"The day stopped at step {failure.number} ({failure.what}): {failure.why}",
                "bold red",
            )
            return False
    seconds = time.monotonic() - started
    report.say(
        f"The whole day went as it should: {report.lines} checks, {seconds:.1f} s.", "bold green"
    )
    return True


async def _obstacle(platform: Platform, *, with_faults: bool) -> str:
    """Why the day cannot begin, and what to type; empty when it can."""
    for server in SERVERS:
        try:
            readiness = await platform.get_readiness(server)
        except PlatformError:
            return f"No platform answers at {platform.url}. Start it: make up"
        if readiness.status != "OK":
            return f"{server}_server is {readiness.status} at {platform.url}. See: make status"
    if not with_faults:
        return ""
    try:
        running_at = await LocalStack().get_url()
    except StackUnavailable as error:
        return str(error)
    if running_at != platform.url:
        return (
            f"{platform.url} is not the local stack of this checkout, so no server can be killed. "
            "Add --no-faults."
        )
    return ""


async def _play_steps(
    report: Report, platform: Platform, login: Credentials, *, with_faults: bool
) -> None:
    ready = await scene.prepare(report, platform, login)
    pair = await robots.bring(report, ready)
    await robots.check_tickets(report, ready, pair)
    await uplink.cut_and_return(report, ready, pair)
    await trade.buy(report, ready, pair)
    async with trade.open_counter(report, ready) as counter:
        await trade.prepare_order(report, ready, pair, counter)
        await security.watch(report, ready, pair)
        if with_faults:
            await faults.kill_each_server(report, ready, pair, counter, LocalStack())
