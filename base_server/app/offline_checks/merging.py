"""What an upload changes: pure, between the reading and the writing of its transaction."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ticket_rules import (
    Claim,
    Outcome,
    Standing,
    TicketState,
    Trip,
    corrected_time,
    merge,
)

from app.manifests.versions import parse_version
from app.offline_checks.repository import (
    Boarding,
    KnownCheck,
    LockedRobot,
    LockedTicket,
    StoredClaim,
)
from app.offline_checks.schemas import CheckResult, ChecksUpload, OfflineCheck, SyncOutcome


@dataclass(frozen=True, slots=True)
class Arrival:
    """A check that was not known, with what the server adds: its time and its run."""

    check: OfflineCheck
    made_at: dt.datetime
    trip: Trip | None


@dataclass(frozen=True, slots=True)
class Merged:
    """`outcomes` of new claims by `request_id`; of stored ones, by the ids of their checks, and
    the tickets, only what is no longer as it was."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    standings: dict[UUID, Outcome] = field(default_factory=dict)
    boardings: dict[UUID, Boarding] = field(default_factory=dict)


def arrivals(
    upload: ChecksUpload, known: Mapping[str, KnownCheck], robot: LockedRobot
) -> dict[str, Arrival]:
    """The checks that are new, by `request_id`; the first one where an upload has it twice."""
    found: dict[str, Arrival] = {}
    for check in upload.checks:
        if check.request_id not in known and check.request_id not in found:
            made_at = corrected_time(check.made_at, upload.device_time, robot.now)
            found[check.request_id] = Arrival(check, made_at, _trip(check, robot))
    return found


def _trip(check: OfflineCheck, robot: LockedRobot) -> Trip | None:
    """The run that the manifest was for: the robot's own trip may have changed meanwhile."""
    version = parse_version(check.manifest_version)
    trip = robot.trip
    if version is None:
        return trip
    run = version.run
    if trip is not None and (trip.train_number, trip.train_date) == (
        run.train_number,
        run.train_date,
    ):
        return trip
    return Trip(run.train_number, run.train_date, None)


def merge_claims(
    robot_id: UUID,
    new: Mapping[UUID | None, Collection[Arrival]],
    stored: Collection[StoredClaim],
    tickets: Mapping[UUID, LockedTicket],
) -> Merged:
    """`new` claims by ticket (None: nobody knows the code), beside those `stored`."""
    merged = Merged()
    stored_by_ticket: dict[UUID, list[StoredClaim]] = defaultdict(list)
    for one in stored:
        stored_by_ticket[one.ticket_id].append(one)
    for ticket_id, arrived in new.items():
        if ticket_id is None:
            unknown = [_new_claim(robot_id, one, None) for one in arrived]
            outcomes = merge(None, unknown)
            merged.outcomes.update((claim.request_id, outcomes[claim]) for claim in unknown)
            continue
        earlier, ticket = stored_by_ticket[ticket_id], tickets[ticket_id]
        _merge_ticket(merged, robot_id, arrived, earlier, ticket_id, ticket)
    return merged


def _merge_ticket(
    merged: Merged,
    robot_id: UUID,
    arrived: Collection[Arrival],
    stored: Sequence[StoredClaim],
    ticket_id: UUID,
    ticket: LockedTicket,
) -> None:
    facts = ticket.claimed.facts
    own_run = Trip(facts.train_number, facts.train_date, None)
    new_claims = [_new_claim(robot_id, one, own_run) for one in arrived]
    stored_claims = {
        one.check_id: Claim(
            one.claimed_at, one.device_id, one.sequence, one.request_id, one.trip or own_run
        )
        for one in stored
    }
    outcomes = merge(ticket.claimed, [*new_claims, *stored_claims.values()])
    merged.outcomes.update((claim.request_id, outcomes[claim]) for claim in new_claims)
    for one in stored:
        outcome = outcomes[stored_claims[one.check_id]]
        if outcome != one.outcome:
            merged.standings[one.check_id] = outcome
    boarding = _boarding(ticket.boarding.state, outcomes)
    if boarding is not None and boarding != ticket.boarding:
        merged.boardings[ticket_id] = boarding


def _new_claim(robot_id: UUID, arrival: Arrival, own_run: Trip | None) -> Claim:
    trip = arrival.trip or own_run or Trip("", dt.date.min, None)
    check = arrival.check
    return Claim(arrival.made_at, robot_id, check.sequence, check.request_id, trip)


def _boarding(state: TicketState, outcomes: Mapping[Claim, Outcome]) -> Boarding | None:
    """What the ticket has to tell; None when nobody holds it."""
    holding = [claim for claim, o in outcomes.items() if o.standing is Standing.HOLDS]
    if not holding:
        return None
    first = min(holding, key=lambda claim: claim.claimed_at)
    if state is TicketState.VALID:
        state = TicketState.USED
    return Boarding(state, first.claimed_at, first.device_id)


def results(
    upload: ChecksUpload,
    known: Mapping[str, KnownCheck],
    new: Mapping[str, Arrival],
    outcomes: Mapping[str, Outcome],
) -> list[CheckResult]:
    """The answer to each check, in their order."""
    answered: set[str] = set()
    found = []
    for check in upload.checks:
        found.append(
            _result(check, known, new, outcomes, is_first=check.request_id not in answered)
        )
        answered.add(check.request_id)
    return found


def _result(
    check: OfflineCheck,
    known: Mapping[str, KnownCheck],
    new: Mapping[str, Arrival],
    outcomes: Mapping[str, Outcome],
    *,
    is_first: bool,
) -> CheckResult:
    earlier = known.get(check.request_id)
    if earlier is None:
        outcome = outcomes.get(check.request_id)
        earlier = KnownCheck(
            new[check.request_id].check.fingerprint,
            outcome.standing if outcome is not None else None,
            outcome.cause if outcome is not None else None,
        )
    if earlier.fingerprint != check.fingerprint:
        return CheckResult(
            request_id=check.request_id,
            sequence=check.sequence,
            result=SyncOutcome.REFUSED,
            standing=None,
            cause="REQUEST_ID_REUSED",
        )
    result = SyncOutcome.DUPLICATE
    if check.request_id in new and is_first:
        is_conflict = earlier.standing is Standing.CONFLICT
        result = SyncOutcome.CONFLICT if is_conflict else SyncOutcome.ACCEPTED
    return CheckResult(
        request_id=check.request_id,
        sequence=check.sequence,
        result=result,
        standing=earlier.standing,
        cause=earlier.cause,
    )
