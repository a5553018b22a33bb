import datetime as dt
import hashlib
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from service_kit.schemas import Schema, UtcTime, text
from ticket_rules import Mode, Reason, Standing, Verdict

from app.manifests.versions import MAXIMUM_LENGTH

MAXIMUM_CHECKS = 1000
# What every JSON parser can hold exactly.
MAXIMUM_SEQUENCE = 2**53 - 1


class OfflineCheck(Schema):
    """One check as the robot made it.

    `sequence` counts the robot's checks from 1, without gaps. `made_at` is what its clock showed.
    The ticket is named by the SHA-256 of its code in hex, or by its id; a refused check may name
    none, as when a face was not recognised.
    """

    request_id: Annotated[str, text(64)]
    sequence: Annotated[int, Field(ge=1, le=MAXIMUM_SEQUENCE)]
    made_at: UtcTime
    code_hash: Annotated[str | None, Field(pattern="^[0-9a-f]{64}$")] = None
    ticket_id: UUID | None = None
    mode: Mode
    verdict: Verdict
    reason: Reason | None = None
    manifest_version: Annotated[
        str, Field(max_length=MAXIMUM_LENGTH, description="Of the manifest that it was judged by.")
    ]

    @model_validator(mode="after")
    def require_a_ticket_that_was_accepted(self) -> Self:
        if self.code_hash is not None and self.ticket_id is not None:
            raise ValueError("send either code_hash or ticket_id")
        if self.verdict is Verdict.OK and self.code_hash is None and self.ticket_id is None:
            raise ValueError("an accepted check names its ticket: send code_hash or ticket_id")
        return self

    @property
    def claims(self) -> bool:
        """Whether somebody was let in."""
        return self.mode is Mode.BOARD and self.verdict is Verdict.OK

    @property
    def fingerprint(self) -> bytes:
        """What makes two checks of one `request_id` the same."""
        return hashlib.sha256(self.model_dump_json().encode()).digest()


class ChecksUpload(Schema):
    """`device_time` is what the robot's clock shows while it sends: times are corrected by it."""

    device_time: UtcTime
    checks: Annotated[list[OfflineCheck], Field(max_length=MAXIMUM_CHECKS)]


class SyncOutcome(StrEnum):
    """`CONFLICT` was taken in, too; staff will look at it. `REFUSED` alone was not: the
    `request_id` stands for another check. Send it again under a new one."""

    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"


class CheckResult(Schema):
    """`standing` is that of a boarding at this moment; a later upload may change it. `cause` is why
    it is in conflict, or why the check was refused."""

    request_id: str
    sequence: int
    result: SyncOutcome
    standing: Standing | None
    cause: Reason | Literal["REQUEST_ID_REUSED"] | None


class SyncResult(Schema):
    """One result for each check, in the order in which they were sent.

    `received_through` is the highest sequence up to which nothing is missing: what is not above it
    may be forgotten by the robot. `clock_offset_seconds` has to be added to its clock.
    """

    received_at: dt.datetime
    clock_offset_seconds: float
    received_through: int
    results: list[CheckResult]
