"""Manifests, and checks made without the uplink."""

import base64
import datetime as dt
from enum import StrEnum
from uuid import UUID

from platform_client.models.checks import Mode
from pydantic import BaseModel
from ticket_rules import ManifestHeader, ManifestTicket, SignedManifest, TicketState, TrainRun


class TicketEntry(BaseModel):
    """`date` is when the passenger departs."""

    id: UUID
    code_hash: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    date: dt.datetime
    state: TicketState
    boarded_at: dt.datetime | None

    def as_rules(self) -> ManifestTicket:
        fields = self.model_dump(exclude={"date"})
        return ManifestTicket(**fields, departs_at=self.date)


class Manifest(BaseModel):
    """As it travels. What it says counts only after `ticket_rules.receive` has proved it."""

    platform: str
    train_number: str
    train_date: dt.date
    version: str
    since: str | None
    digest: str
    issued_at: dt.datetime
    expires_at: dt.datetime
    key_id: str
    signature: str
    tickets: list[TicketEntry]

    def as_rules(self) -> SignedManifest:
        header = ManifestHeader(
            platform=self.platform,
            run=TrainRun(self.train_number, self.train_date),
            version=self.version,
            since=self.since,
            digest=self.digest,
            issued_at=self.issued_at,
            expires_at=self.expires_at,
            key_id=self.key_id,
        )
        tickets = [ticket.as_rules() for ticket in self.tickets]
        return SignedManifest(header, tickets, base64.b64decode(self.signature))


class ManifestKey(BaseModel):
    """Ed25519, as in RFC 8037."""

    kid: str
    x: str

    @property
    def raw(self) -> bytes:
        return base64.urlsafe_b64decode(self.x + "=" * (-len(self.x) % 4))


class ManifestKeySet(BaseModel):
    keys: list[ManifestKey]


class OfflineCheck(BaseModel):
    """What a robot noted of one check. `made_at` is what its own clock showed."""

    request_id: str
    sequence: int
    made_at: dt.datetime
    code_hash: str | None = None
    ticket_id: UUID | None = None
    mode: Mode
    verdict: str
    reason: str | None
    manifest_version: str


class SyncOutcome(StrEnum):
    """All but `REFUSED` were taken in. A check is refused whose `request_id` stands for another
    one: it has to be sent under a new one."""

    ACCEPTED = "ACCEPTED"
    DUPLICATE = "DUPLICATE"
    CONFLICT = "CONFLICT"
    REFUSED = "REFUSED"


class CheckResult(BaseModel):
    """`standing` of a boarding is HOLDS or CONFLICT; `cause` says why."""

    request_id: str
    sequence: int
    result: SyncOutcome
    standing: str | None
    cause: str | None


class SyncResult(BaseModel):
    received_at: dt.datetime
    clock_offset_seconds: float
    received_through: int
    results: list[CheckResult]
