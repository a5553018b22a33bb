"""Manifests: what is believed, and what applying deltas comes to."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from ticket_rules import (
    ManifestHeader,
    ManifestRefused,
    ManifestTicket,
    Refusal,
    Roster,
    SignedManifest,
    TicketState,
    TrainRun,
    Trust,
    receive,
    signed_bytes,
    state_digest,
    ticket_line,
)

from tests.worlds import (
    CODES,
    KEY_ID,
    NOW,
    PLATFORM,
    RUN,
    TRUST,
    create_manifest,
    create_ticket,
    run_states,
)

USED = TicketState.USED


def take(manifest: SignedManifest, held: Roster | None = None, *, run: TrainRun = RUN) -> Roster:
    return receive(manifest, trust=TRUST, run=run, now=NOW, held=held)


def refusal(
    manifest: SignedManifest,
    held: Roster | None = None,
    *,
    trust: Trust = TRUST,
    run: TrainRun = RUN,
) -> Refusal:
    with pytest.raises(ManifestRefused) as refused:
        receive(manifest, trust=trust, run=run, now=NOW, held=held)
    return refused.value.refusal


def test_the_text_under_the_signature() -> None:
    """Word for word: a robot that somebody else builds must write the same."""
    moscow = timezone(timedelta(hours=3))
    header = ManifestHeader(
        platform="provodnik-test",
        run=RUN,
        version="v2",
        since="v1",
        digest="d",
        issued_at=datetime(2026, 3, 8, 15, tzinfo=moscow),
        expires_at=datetime(2026, 3, 9, 15, 0, 0, 7, tzinfo=moscow),
        key_id="key-1",
    )
    assert signed_bytes(header, ["b", "a"]).decode() == (
        '["provodnik-manifest-v1","provodnik-test","002A","2026-03-08","v2","v1","d",'
        '"2026-03-08T12:00:00.000000+00:00","2026-03-09T12:00:00.000007+00:00","key-1"]\na\nb'
    )


def test_the_line_of_a_ticket() -> None:
    ticket = create_ticket(state=USED, code_hash="c0de", station_id="Орёл\n")
    assert ticket_line(ticket) == (
        '["00000000-0000-0000-0000-000000000000","c0de",7,1,"Орёл\\n","petersburg",'
        '"2026-03-08T12:00:00.000000+00:00","USED","2026-03-08T12:00:00.000000+00:00"]'
    )


def test_the_digest_does_not_depend_on_the_order() -> None:
    assert state_digest(["b", "a"]) == sha256(b"a\nb").hexdigest()


def test_a_whole_manifest_is_the_roster() -> None:
    ticket = create_ticket()
    roster = take(create_manifest([ticket]))
    assert (roster.version, roster.tickets) == ("v1", {ticket.code_hash: ticket})


class TestRefused:
    def test_another_platform(self) -> None:
        trust = replace(TRUST, platform="provodnik-other")
        assert refusal(create_manifest([]), trust=trust) is Refusal.ANOTHER_PLATFORM

    def test_unknown_key(self) -> None:
        assert refusal(create_manifest([]), trust=Trust(PLATFORM, {})) is Refusal.UNKNOWN_KEY

    def test_key_of_somebody_else(self) -> None:
        stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        trust = Trust(PLATFORM, {KEY_ID: stranger})
        assert refusal(create_manifest([]), trust=trust) is Refusal.BROKEN_SIGNATURE

    def test_changed_ticket(self) -> None:
        manifest = create_manifest([create_ticket(state=TicketState.REVOKED)])
        forged = replace(manifest, tickets=[create_ticket()])
        assert refusal(forged) is Refusal.BROKEN_SIGNATURE

    @pytest.mark.parametrize(
        "changes",
        [
            {"expires_at": NOW + timedelta(days=9)},
            {"version": "v2"},
            {"since": "v1"},
            {"digest": "0" * 64},
            {"run": TrainRun("002A", date(2026, 3, 9))},
        ],
    )
    def test_changed_header(self, changes: dict[str, object]) -> None:
        manifest = create_manifest([])
        header = replace(manifest.header, **changes)  # type: ignore[arg-type]
        forged = replace(manifest, header=header)
        assert refusal(forged) is Refusal.BROKEN_SIGNATURE

    def test_another_run(self) -> None:
        tomorrow = TrainRun("002A", date(2026, 3, 9))
        assert refusal(create_manifest([]), run=tomorrow) is Refusal.ANOTHER_RUN

    def test_expired(self) -> None:
        assert refusal(create_manifest([], expires_at=NOW)) is Refusal.EXPIRED

    def test_delta_without_what_it_changes(self) -> None:
        delta = create_manifest([create_ticket()], sent=[], version="v2", since="v1")
        assert refusal(delta) is Refusal.ANOTHER_STATE

    def test_delta_of_another_version(self) -> None:
        held = take(create_manifest([create_ticket()]))
        delta = create_manifest([create_ticket()], sent=[], version="v9", since="v8")
        assert refusal(delta, held) is Refusal.ANOTHER_STATE

    def test_delta_of_another_run(self) -> None:
        other = TrainRun("020U", RUN.train_date)
        held = take(create_manifest([create_ticket()], run=other), run=other)
        delta = create_manifest([create_ticket()], sent=[], version="v2", since="v1")
        assert refusal(delta, held) is Refusal.ANOTHER_STATE

    def test_copy_that_has_gone_astray(self) -> None:
        held = take(create_manifest([create_ticket(0)]))
        tickets = [create_ticket(0), create_ticket(1)]
        delta = create_manifest(tickets, sent=[], version="v2", since="v1")
        assert refusal(delta, held) is Refusal.ANOTHER_STATE


@given(states=st.lists(run_states, min_size=1, max_size=6))
def test_any_chain_of_deltas_equals_the_whole_manifest(states: list[list[TicketState]]) -> None:
    roster = None
    known: list[ManifestTicket] = []
    for number, run_state in enumerate(states):
        tickets = [create_ticket(n, state) for n, state in enumerate(run_state)]
        roster = take(
            create_manifest(
                tickets,
                sent=[ticket for ticket in tickets if ticket not in known],
                version=f"v{number}",
                since=f"v{number - 1}" if number else None,
            ),
            roster,
        )
        known = tickets
    whole = take(create_manifest(known, version=f"v{len(states) - 1}"))
    assert roster == whole


@given(data=st.data())
def test_bytes_under_the_signature_tell_every_ticket_apart(data: st.DataObject) -> None:
    """Texts with the separators of the encoding in them cannot imitate another list."""
    texts = st.text(alphabet='a",[]\n\\', max_size=4)
    stretch = st.tuples(texts, texts)
    stretches = data.draw(st.lists(stretch, max_size=len(CODES)))
    others = data.draw(st.lists(stretch, max_size=len(CODES)))
    header = create_manifest([]).header

    def encoded(chosen: list[tuple[str, str]]) -> bytes:
        tickets = [
            create_ticket(n, station_id=station, destination=destination)
            for n, (station, destination) in enumerate(chosen)
        ]
        return signed_bytes(header, map(ticket_line, tickets))

    assert (encoded(stretches) == encoded(others)) == (stretches == others)
