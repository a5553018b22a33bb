"""How soon an incident is on every screen that follows the stream."""

import asyncio
import datetime as dt
import secrets
import time

from platform_client import Credentials, Ed25519Key, Engineer, Platform, Robot
from platform_client.models.monitoring import NewIncident
from platform_client.models.railway import Privilege

from bench.load.listeners import Screens, following
from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.percentiles import percentile
from bench.stack.laboratory import Laboratory

LISTENERS = 500
INCIDENTS_A_ROUND = 10
MOST_MILLISECONDS = 250.0
ARRIVAL_SECONDS = 10.0
PAUSE_SECONDS = 0.2
PATH = "/base_api/monitoring/stream"


async def measure_stream(laboratory: Laboratory, plan: Plan) -> list[Row]:
    """From the moment in which a robot sends its report, so the whole request is in it as well."""
    url = laboratory.ours.side.url
    async with Platform(url) as platform:
        guard, robot = await _people(platform)
        token = await guard.session.get_token()
        async with following(url, PATH, [token], count=LISTENERS, mark='"camera_id":"') as screens:
            rounds = [await _round(screens, robot) for _ in range(plan.rounds)]
    p95 = [percentile(delays, 0.95) for delays in rounds]
    notes = [
        {"p50": percentile(delays, 0.5), "p95": percentile(delays, 0.95), "most": max(delays)}
        for delays in rounds
    ]
    name = f"incident from the robot to {LISTENERS} screens (SSE), p95"
    return [Row(name, "ms", Spread.of(p95), Goal(MOST_MILLISECONDS, is_least=False), runs=notes)]


async def _people(platform: Platform) -> tuple[Engineer, Robot]:
    admin = await Engineer.log_in(platform, "admin", "provodnik-admin")
    login = Credentials(login=f"guard-{secrets.token_hex(4)}", password=secrets.token_hex(16))
    engineer_id = await admin.create_engineer(login.login, login.password)
    await admin.set_privileges(engineer_id, [Privilege.ROBOT_LOGIN, Privilege.SECURITY])
    robot = await Robot.register(
        platform, login, Ed25519Key.generate(), model_id="bench", model_name="Bench"
    )
    return await Engineer.log_in(platform, login.login, login.password), robot


async def _round(screens: Screens, robot: Robot) -> list[float]:
    """Milliseconds until each screen had each incident."""
    delays: list[float] = []
    for _ in range(INCIDENTS_A_ROUND):
        mark, started = secrets.token_hex(8), time.perf_counter()
        seen = NewIncident(
            kind="SMOKE", score=0.9, camera_id=mark, occurred_at=dt.datetime.now(dt.UTC)
        )
        await robot.report_incident(seen)
        async with asyncio.timeout(ARRIVAL_SECONDS):
            await screens.wait_for(mark)
        delays += [(arrived - started) * 1000 for arrived in screens.arrivals[mark]]
        await asyncio.sleep(PAUSE_SECONDS)
    return delays
