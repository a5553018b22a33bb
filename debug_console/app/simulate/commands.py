"""`simulate robot`, `simulate day`, `simulate faults`."""

import asyncio
import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer
from platform_client import Credentials, PlatformError

from app.failures import ExitCode, Failure, failure_of
from app.logins import state_folder
from app.output import console, print_json
from app.simulate.wishes import Wishes
from app.stack import StackUnavailable

group = typer.Typer(no_args_is_help=True)

Login = Annotated[str, typer.Option(envvar="PROVODNIK_ADMIN_LOGIN", help="Of an administrator.")]
Password = Annotated[
    str, typer.Option(envvar="PROVODNIK_ADMIN_PASSWORD", help="The administrator's.")
]
Runs = Annotated[int, typer.Option(min=1, help="How many trains.")]
Passengers = Annotated[int, typer.Option(min=1, help="Of each train.")]
Speed = Annotated[float, typer.Option(min=1, help="Seconds of the day that go by in one.")]
Seed = Annotated[int, typer.Option(help="The same seed is the same day.")]
Target = Annotated[
    Path | None, typer.Option("--report", help="A folder for the report with its plots.")
]
Json = Annotated[bool, typer.Option("--json", help="For scripts: figures and audit as JSON.")]


def add_simulators(app: typer.Typer) -> None:
    app.add_typer(group, name="simulate", help="A robot, a railway's day, a day with faults.")


@group.command("robot")
def simulate_robot(
    context: typer.Context,
    by_itself: Annotated[
        bool, typer.Option("--auto/--step", help="Without waiting for Enter at each step.")
    ] = False,
    loses_link: Annotated[
        bool, typer.Option("--offline/--online", help="Whether the uplink is lost on the way.")
    ] = True,
    login: Login = "admin",
    password: Password = "provodnik-admin",  # noqa: S107 - the documented one of development
) -> None:
    """One robot from its registration to a sale, with and without the uplink."""
    from app.demo.report import Report, StepFailed  # noqa: PLC0415 - takes long to load
    from app.simulate.robot import RobotStory  # noqa: PLC0415

    report = Report(console())
    waits = not by_itself and sys.stdin.isatty()
    story = RobotStory(report, _wait if waits else lambda _: None, loses_link=loses_link)
    credentials = Credentials(login=login, password=password)
    try:
        asyncio.run(story.play(context.obj, credentials))
    except StepFailed as failed:
        raise Failure(f"It stopped at: {failed.what}. {failed.why}") from failed


def _wait(what: str) -> None:
    typer.prompt(what, default="Enter", show_default=True, prompt_suffix=" ")


@group.command("day")
def simulate_day(
    context: typer.Context,
    runs: Runs = 4,
    passengers: Passengers = 40,
    speed: Speed = 1440,
    seed: Seed = 1,
    report: Target = None,
    login: Login = "admin",
    password: Password = "provodnik-admin",  # noqa: S107 - the documented one of development
    as_json: Json = False,
) -> None:
    """A day of a railway: boarding waves, meals, incidents, lost links, wrong clocks; then an
    audit that everything adds up."""
    wishes = Wishes(runs, passengers, speed, seed)
    _simulate(context.obj, Credentials(login=login, password=password), wishes, report, as_json)


@group.command("faults")
def simulate_faults(
    context: typer.Context,
    runs: Runs = 4,
    passengers: Passengers = 40,
    speed: Speed = 1440,
    seed: Seed = 1,
    faults: Annotated[int, typer.Option(min=1, help="How many times to break something.")] = 8,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two of them.")] = 2.0,
    report: Target = None,
    login: Login = "admin",
    password: Password = "provodnik-admin",  # noqa: S107 - the documented one of development
    as_json: Json = False,
) -> None:
    """The same day, while processes of the local stack are killed and frozen, and queues filled."""
    wishes = Wishes(runs, passengers, speed, seed, faults, pause)
    _simulate(context.obj, Credentials(login=login, password=password), wishes, report, as_json)


def _simulate(
    url: str, credentials: Credentials, wishes: Wishes, report: Path | None, as_json: bool
) -> None:
    from app.simulate import running  # noqa: PLC0415 - takes long to load
    from app.simulate.day.figures import table_of  # noqa: PLC0415
    from app.simulate.report import About, write_report  # noqa: PLC0415

    screen = console()
    try:
        outcome = asyncio.run(running.run_day(url, credentials, wishes, screen))
    except StackUnavailable as error:
        raise Failure(str(error), code=ExitCode.UNREACHABLE) from error
    except PlatformError as error:
        raise failure_of(error) from error
    except ExceptionGroup as failed:
        # Of robots and vandals that fail together, the first says it all.
        raise Failure(f"The day stopped. {_first(failed)}") from failed
    folder = report or state_folder() / "days" / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}"
    about = About(
        url, wishes.runs, wishes.passengers, wishes.speed, wishes.seed, len(outcome.figures.marks)
    )
    written = write_report(folder, about, outcome.figures, outcome.audit)
    if as_json:
        print_json(running.as_record(outcome))
    else:
        screen.print(table_of(outcome.figures, f"The day in {outcome.figures.now:.0f} s"))
        screen.print(running.audit_table(outcome.audit))
        screen.print(f"Report: {written}", highlight=False)
    if not outcome.audit.is_good:
        raise Failure("It does not add up.", f"Look them up: {written}", ExitCode.FAULTY)


def _first(failed: ExceptionGroup[Exception]) -> Exception:
    first = failed.exceptions[0]
    return _first(first) if isinstance(first, ExceptionGroup) else first
