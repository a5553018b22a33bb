"""The list of a train run's tickets that a robot holds, and how it is written down for a signature.

Everything here is text in one canonical form, so that the server and a robot compute the same
digest from the same tickets.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from ticket_rules.verdict import TicketState

# The first word under every signature: a manifest can never pass for anything else that was signed.
DOMAIN = "provodnik-manifest-v1"


@dataclass(frozen=True, slots=True)
class TrainRun:
    train_number: str
    train_date: date


@dataclass(frozen=True, slots=True)
class ManifestTicket:
    """One ticket as a robot knows it: no name, and no code but its SHA-256 in hex.

    From `station_id` to `destination` is the stretch that it was bought for.
    """

    id: UUID
    code_hash: str
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    departs_at: datetime
    state: TicketState
    boarded_at: datetime | None


@dataclass(frozen=True, slots=True)
class ManifestHeader:
    """All of a manifest but its tickets.

    With `since`, the manifest is a delta: it brings what has changed after that version. `digest`
    is of the whole state in both cases, so a robot sees at once when its copy has gone astray.
    """

    platform: str
    run: TrainRun
    version: str
    since: str | None
    digest: str
    issued_at: datetime
    expires_at: datetime
    key_id: str


def ticket_line(ticket: ManifestTicket) -> str:
    """The canonical form of a ticket: a JSON array on one line, times in UTC."""
    return _json(
        [
            str(ticket.id),
            ticket.code_hash,
            ticket.wagon_number,
            ticket.place_number,
            ticket.station_id,
            ticket.destination,
            _time(ticket.departs_at),
            ticket.state,
            None if ticket.boarded_at is None else _time(ticket.boarded_at),
        ]
    )


def state_digest(lines: Iterable[str]) -> str:
    """SHA-256 in hex over the sorted lines of *all* tickets of a run."""
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def signed_bytes(header: ManifestHeader, lines: Iterable[str]) -> bytes:
    """What the signature is made over: the header, and the tickets that are sent with it."""
    first = _json(
        [
            DOMAIN,
            header.platform,
            header.run.train_number,
            header.run.train_date.isoformat(),
            header.version,
            header.since,
            header.digest,
            _time(header.issued_at),
            _time(header.expires_at),
            header.key_id,
        ]
    )
    return "\n".join([first, *sorted(lines)]).encode()


def _json(values: list[object]) -> str:
    # Line feeds inside of texts are escaped, so no ticket can pretend to be two.
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _time(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
