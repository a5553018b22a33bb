"""Small worlds in which collisions are likely."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from ticket_rules import (
    Claim,
    ClaimedTicket,
    ManifestHeader,
    ManifestTicket,
    SignedManifest,
    TicketFacts,
    TicketState,
    TrainRun,
    Trip,
    Trust,
    code_hash,
    signed_bytes,
    state_digest,
    ticket_line,
)

NOW = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)
RUN = TrainRun("002A", date(2026, 3, 8))
PLATFORM = "provodnik-test"
KEY = Ed25519PrivateKey.from_private_bytes(b"7" * 32)
KEY_ID = "key-1"
TRUST = Trust(PLATFORM, {KEY_ID: KEY.public_key().public_bytes_raw()})
CODES = [f"code-{number}" for number in range(6)]


def uuid(number: int) -> UUID:
    return UUID(int=number)


def create_ticket(
    number: int = 0, state: TicketState = TicketState.VALID, **values: object
) -> ManifestTicket:
    fields: dict[str, object] = {
        "id": uuid(number),
        "code_hash": code_hash(CODES[number]),
        "wagon_number": 7,
        "place_number": number + 1,
        "station_id": "moscow",
        "destination": "petersburg",
        "departs_at": NOW,
        "state": state,
        "boarded_at": NOW if state is TicketState.USED else None,
    }
    return ManifestTicket(**{**fields, **values})  # type: ignore[arg-type]


def create_manifest(
    state: list[ManifestTicket],
    *,
    sent: list[ManifestTicket] | None = None,
    version: str = "v1",
    since: str | None = None,
    expires_at: datetime = NOW + timedelta(hours=24),
    run: TrainRun = RUN,
) -> SignedManifest:
    """A manifest of `state`; with `sent`, the delta that brings only those."""
    header = ManifestHeader(
        platform=PLATFORM,
        run=run,
        version=version,
        since=since,
        digest=state_digest(map(ticket_line, state)),
        issued_at=NOW,
        expires_at=expires_at,
        key_id=KEY_ID,
    )
    tickets = state if sent is None else sent
    signature = KEY.sign(signed_bytes(header, map(ticket_line, tickets)))
    return SignedManifest(header, tickets, signature)


minutes = st.integers(-30, 30).map(lambda number: NOW + timedelta(minutes=number))
trips = st.builds(
    Trip,
    train_number=st.sampled_from(["002A", "002A", "002A", "020U"]),
    train_date=st.just(RUN.train_date),
    wagon_number=st.none() | st.integers(6, 8),
)
claims = st.builds(
    Claim,
    claimed_at=minutes,
    device_id=st.integers(1, 3).map(uuid),
    sequence=st.integers(0, 3),
    request_id=st.sampled_from("abcd"),
    trip=trips,
)
claimed_tickets = st.none() | st.builds(
    ClaimedTicket,
    facts=st.builds(
        TicketFacts,
        train_number=st.just("002A"),
        train_date=st.just(RUN.train_date),
        wagon_number=st.just(7),
        departs_at=st.sampled_from([NOW, NOW + timedelta(hours=24), NOW - timedelta(days=8)]),
        state=st.sampled_from(TicketState),
    ),
    revoked_at=st.none() | minutes,
)
run_states = st.lists(st.sampled_from(TicketState), min_size=len(CODES), max_size=len(CODES))
