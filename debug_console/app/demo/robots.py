"""Steps 2 and 3: two robots come, and look at tickets and faces."""

import secrets
from dataclasses import dataclass

from platform_client import Ed25519Key, Method, Robot, RsaKey

from app.demo.photos import changed_portrait
from app.demo.report import Report, expect
from app.demo.scene import Scene

MODEL_ID = "kiosk-demo"


@dataclass(frozen=True)
class Robots:
    first: Robot
    second: Robot


async def bring(report: Report, scene: Scene) -> Robots:
    with report.step(2, "A robot registers, signs in by signing") as line:
        first = await Robot.register(
            scene.platform,
            scene.engineer,
            Ed25519Key.generate(),
            model_id=MODEL_ID,
            model_name="Demo kiosk A",
        )
        await first.sign_in()
        line.result = f"Ed25519, kind {(await first.get_me()).kind}"
        line.result += f", pins {first.identity.server}"
    with report.step(2, "a second one by decrypting") as line:
        key = RsaKey.generate(2048)
        second = await Robot.register(
            scene.platform,
            scene.engineer,
            key,
            model_id=MODEL_ID,
            model_name="Demo kiosk B",
            method=Method.DECRYPT,
        )
        await second.sign_in()
        line.result = f"RSA 2048, kind {(await second.get_me()).kind}"
    with report.step(2, "both set their trip") as line:
        run, wagon = scene.run, scene.ticket.wagon_number
        for robot in (first, second):
            state = await robot.set_trip(run.train_number, run.train_date, wagon)
            expect(state.trip is not None, "the robot has no trip")
        line.result = f"train {run.train_number}, wagon {wagon}"
    return Robots(first, second)


async def check_tickets(report: Report, scene: Scene, robots: Robots) -> None:
    code = scene.ticket.code
    with report.step(3, "The first robot checks the ticket") as line:
        verdict = await robots.first.check_code(code)
        expect(verdict.is_ok, f"expected OK, got {verdict.verdict} / {verdict.reason}")
        expect(verdict.user == scene.passenger, "the verdict names another passenger")
        line.result = f"OK: {scene.passenger.name}"
    with report.step(3, "the second checks it again") as line:
        line.result = await refusal(robots.second, code, "ALREADY_USED")
    with report.step(3, "a code that nobody was given") as line:
        line.result = await refusal(robots.first, secrets.token_urlsafe(16), "UNKNOWN_TICKET")
    with report.step(3, "a changed photo: shifted, darker, smaller") as line:
        line.result = await identify(scene, robots.first)


async def refusal(robot: Robot, code: str, reason: str) -> str:
    """The refusal of `code`, for this reason and no other."""
    verdict = await robot.check_code(code)
    shown = f"{verdict.verdict} / {verdict.reason}"
    expect(shown == f"REFUSED / {reason}", f"expected REFUSED / {reason}, got {shown}")
    return shown


async def identify(scene: Scene, robot: Robot) -> str:
    """Who the robot sees on the changed photo: the passenger, with the ticket."""
    seen = await robot.identify(changed_portrait())
    expect(
        seen.user is not None and seen.user.id == scene.passenger.id,
        f"expected {scene.passenger.name}, got {seen.verdict}",
    )
    tickets = [ticket.id for ticket in seen.user.tickets] if seen.user else []
    expect(tickets == [scene.ticket.id], f"expected the one ticket, got {len(tickets)} tickets")
    return f"{seen.verdict}, confidence {seen.confidence or 0:.2f}, place {_place(scene)}"


def _place(scene: Scene) -> str:
    return f"{scene.ticket.wagon_number}/{scene.ticket.place_number}"
