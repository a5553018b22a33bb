"""Step 7: a robot sees smoke, and the security hears of it at once."""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator

from platform_client import Engineer
from platform_client.models.monitoring import Incident, MonitoringEvent, NewIncident

from app.demo.counter import EVENT_SECONDS
from app.demo.photos import changed_portrait, portrait
from app.demo.report import Report, Unexpected, expect
from app.demo.robots import Robots
from app.demo.scene import Scene

_FIRST = {"ready", "reset"}


async def watch(report: Report, scene: Scene, robots: Robots) -> None:
    """From the alert to its end, as a security terminal shows it."""
    login = scene.engineer
    guard = await Engineer.log_in(scene.platform, login.login, login.password)
    events = guard.monitoring.follow()
    with report.step(7, "A robot sees smoke, and somebody beside it") as line:
        await _first_of(events, *_FIRST)
        started = time.monotonic()
        reporting = asyncio.create_task(_report_smoke(robots))
        alert = await _next(events, "incident.created", scene)
        milliseconds = (time.monotonic() - started) * 1000
        incident = await reporting
        expect(alert.id == incident.id, "the stream tells of another incident")
        line.result = f"{alert.kind} {alert.score:.2f}, on the screen after {milliseconds:.0f} ms"
    with report.step(7, "the security sees where, and who was there") as line:
        shown = await guard.monitoring.get_incident(incident.id)
        expect(len(shown.participants) == 1, f"{len(shown.participants)} people were recognised")
        person = shown.participants[0]
        expect(person.subject_id == scene.passenger.id, "another passenger was recognised")
        seat = person.seats[0]
        line.result = f"train {shown.train_number}, wagon {shown.wagon_number}: {person.name}"
        line.result += f", place {seat.wagon_number}/{seat.place_number}"
    with report.step(7, "acknowledges, and resolves it") as line:
        await guard.monitoring.acknowledge(incident.id)
        done = await guard.monitoring.resolve(incident.id, "a toaster in the dining car")
        states: list[str] = []
        while "RESOLVED" not in states:
            states.append((await _next(events, "incident.changed", scene)).state)
        line.result = f"{incident.state} → {done.state}, told live as well"


async def _report_smoke(robots: Robots) -> Incident:
    seen = NewIncident(
        kind="SMOKE", score=0.93, camera_id="front", occurred_at=dt.datetime.now(dt.UTC)
    )
    return await robots.first.report_incident(seen, faces=[changed_portrait()], snapshot=portrait())


async def _first_of(events: AsyncIterator[MonitoringEvent], *kinds: str) -> MonitoringEvent:
    try:
        async with asyncio.timeout(EVENT_SECONDS):
            async for event in events:
                if event.kind in kinds:
                    return event
    except TimeoutError:
        pass
    raise Unexpected(f"no {kinds[0]} within {EVENT_SECONDS:.0f} s on the stream")


async def _next(events: AsyncIterator[MonitoringEvent], kind: str, scene: Scene) -> Incident:
    """The next one of the demo's own run."""
    while True:
        incident = (await _first_of(events, kind)).incident
        if incident is not None and incident.train_number == scene.run.train_number:
            return incident
