import datetime as dt
import json
from typing import Annotated

from pydantic import AfterValidator, Field
from service_kit.schemas import Schema, text

from app.commands.schemas import CommandForRobot
from app.models import RobotState
from app.robots.schemas import TripRead

MOST_FACTS = 50
MOST_FACTS_CHARACTERS = 8_000

FactName = Annotated[str, text(60)]
FactText = Annotated[str, text(500, minimum=0)]
FactInteger = Annotated[int, Field(ge=-(2**53), le=2**53)]
FactNumber = Annotated[float, Field(allow_inf_nan=False)]
Fact = bool | FactInteger | FactNumber | FactText | None


def _require_few(facts: dict[str, Fact]) -> dict[str, Fact]:
    if len(json.dumps(facts)) > MOST_FACTS_CHARACTERS:
        raise ValueError(f"facts have more than {MOST_FACTS_CHARACTERS} characters in all")
    return facts


class Heartbeat(Schema):
    """`facts` are whatever helps whoever looks after the robot: temperatures, free disk, faults."""

    state: RobotState
    software_version: Annotated[str, text(60)]
    battery_percent: Annotated[int | None, Field(ge=0, le=100)] = None
    facts: Annotated[
        dict[FactName, Fact],
        Field(max_length=MOST_FACTS, examples=[{"cpu_temperature": 61.5, "printer": "ok"}]),
        AfterValidator(_require_few),
    ] = Field(default={})


class HeartbeatAnswer(Schema):
    """Report again within `next_heartbeat_in_seconds`, and at once after a command was carried out.

    `trip` is the one that the platform knows: the administration may have changed it.
    """

    server_time: dt.datetime
    next_heartbeat_in_seconds: int
    trip: TripRead | None
    commands: list[CommandForRobot]
