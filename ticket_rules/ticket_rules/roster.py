"""What a robot does with manifests: prove them, and keep its list of tickets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from ticket_rules.manifest import (
    ManifestHeader,
    ManifestTicket,
    TrainRun,
    signed_bytes,
    state_digest,
    ticket_line,
)


class Refusal(StrEnum):
    """Why a manifest was not taken over."""

    ANOTHER_PLATFORM = "ANOTHER_PLATFORM"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    BROKEN_SIGNATURE = "BROKEN_SIGNATURE"
    ANOTHER_RUN = "ANOTHER_RUN"
    EXPIRED = "EXPIRED"
    # The robot's copy is not what the server changed: it has to ask for the whole, without `since`.
    ANOTHER_STATE = "ANOTHER_STATE"


class ManifestRefused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


@dataclass(frozen=True, slots=True)
class SignedManifest:
    header: ManifestHeader
    tickets: Sequence[ManifestTicket]
    signature: bytes


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom a robot believes: the platform that it was registered at, and that one's public keys
    (Ed25519, raw) by their ids."""

    platform: str
    keys: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Roster:
    """All tickets of a run as of `version`, by the hash of their code."""

    run: TrainRun
    version: str
    digest: str
    expires_at: datetime
    tickets: Mapping[str, ManifestTicket]


def receive(
    manifest: SignedManifest,
    *,
    trust: Trust,
    run: TrainRun,
    now: datetime,
    held: Roster | None = None,
) -> Roster:
    """The list after `manifest`: a whole one replaces what is `held`, a delta is applied to it.

    This is the only way to a `Roster`, so none can be had without the proofs.
    Raises `ManifestRefused`; what is held stays good then, as long as it has not expired.
    """
    _prove(manifest, trust, run, now)
    header = manifest.header
    by_id: dict[UUID, ManifestTicket] = {}
    if header.since is not None:
        if held is None or (held.run, held.version) != (header.run, header.since):
            raise ManifestRefused(Refusal.ANOTHER_STATE)
        by_id = {ticket.id: ticket for ticket in held.tickets.values()}
    by_id |= {ticket.id: ticket for ticket in manifest.tickets}
    if state_digest(map(ticket_line, by_id.values())) != header.digest:
        raise ManifestRefused(Refusal.ANOTHER_STATE)
    return Roster(
        run=header.run,
        version=header.version,
        digest=header.digest,
        expires_at=header.expires_at,
        tickets={ticket.code_hash: ticket for ticket in by_id.values()},
    )


def _prove(manifest: SignedManifest, trust: Trust, run: TrainRun, now: datetime) -> None:
    header = manifest.header
    if header.platform != trust.platform:
        raise ManifestRefused(Refusal.ANOTHER_PLATFORM)
    if header.key_id not in trust.keys:
        raise ManifestRefused(Refusal.UNKNOWN_KEY)
    key = Ed25519PublicKey.from_public_bytes(trust.keys[header.key_id])
    try:
        key.verify(manifest.signature, signed_bytes(header, map(ticket_line, manifest.tickets)))
    except InvalidSignature:
        raise ManifestRefused(Refusal.BROKEN_SIGNATURE) from None
    if header.run != run:
        raise ManifestRefused(Refusal.ANOTHER_RUN)
    if now >= header.expires_at:
        raise ManifestRefused(Refusal.EXPIRED)
