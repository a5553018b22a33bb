import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field
from service_kit.schemas import Schema, text

from app.models import CommandKind, CommandOutcome, RobotCommand


class CommandState(StrEnum):
    """`HANDED_OUT`: the robot has heard of it and has not said yet what became of it."""

    WAITING = "WAITING"
    HANDED_OUT = "HANDED_OUT"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"


MessageText = Annotated[str, text(300)]
ResultText = Annotated[str, text(500)]


class _Payload(Schema):
    model_config = ConfigDict(extra="forbid")


class NoPayload(_Payload):
    """These need no more than their kind."""


class Message(_Payload):
    """Shown on the robot's screen for some seconds."""

    text: MessageText
    seconds: Annotated[int, Field(ge=1, le=3600)] = 30


class Volume(_Payload):
    percent: Annotated[int, Field(ge=0, le=100)]


class _Command(Schema):
    expires_in: Annotated[
        int, Field(ge=1, le=7 * 24 * 3600, description="Seconds in which it may be carried out.")
    ] = 300


class PlainCommand(_Command):
    kind: Literal[
        CommandKind.RESTART,
        CommandKind.UPDATE_MANIFEST,
        CommandKind.UPDATE_CAMERAS,
        CommandKind.CALL_ATTENDANT,
        CommandKind.LOCK,
        CommandKind.UNLOCK,
    ]
    payload: NoPayload = NoPayload()


class MessageCommand(_Command):
    kind: Literal[CommandKind.SHOW_MESSAGE]
    payload: Message


class VolumeCommand(_Command):
    kind: Literal[CommandKind.SET_VOLUME]
    payload: Volume


CommandCreate = Annotated[
    PlainCommand | MessageCommand | VolumeCommand, Field(discriminator="kind")
]


class CommandForRobot(Schema):
    """The same `id` may come again: carry it out once, and report its result until that arrives."""

    id: UUID
    kind: CommandKind
    payload: dict[str, Any]
    created_at: dt.datetime
    expires_at: dt.datetime

    @classmethod
    def of(cls, command: RobotCommand) -> "CommandForRobot":
        return cls.model_validate(command, from_attributes=True)


class CommandRead(CommandForRobot):
    robot_id: UUID
    state: CommandState
    issued_by: str
    handed_out_at: dt.datetime | None
    finished_at: dt.datetime | None
    result_text: str | None

    @classmethod
    def of(cls, command: RobotCommand) -> "CommandRead":
        return cls(
            id=command.id,
            robot_id=command.robot_id,
            kind=command.kind,
            payload=command.payload,
            state=state_of(command),
            issued_by=command.issued_by,
            created_at=command.created_at,
            expires_at=command.expires_at,
            handed_out_at=command.handed_out_at,
            finished_at=command.finished_at,
            result_text=command.result_text,
        )


def state_of(command: RobotCommand) -> CommandState:
    if command.outcome is not None:
        return CommandState(command.outcome)
    if command.is_expired:
        return CommandState.EXPIRED
    return CommandState.HANDED_OUT if command.handed_out_at else CommandState.WAITING


class CommandResult(Schema):
    outcome: Literal[CommandOutcome.DONE, CommandOutcome.FAILED]
    text: ResultText | None = None


class CommandFilters:
    def __init__(self, state: Annotated[CommandState | None, Query()] = None) -> None:
        self.state = state
