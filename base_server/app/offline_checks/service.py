"""Taking in the checks that a robot made without the uplink."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from service_kit.database import Database

from app.offline_checks.merging import Arrival, Merged, arrivals, merge_claims, results
from app.offline_checks.repository import NewCheck, UploadRepository
from app.offline_checks.schemas import ChecksUpload, SyncResult
from app.robots.errors import RobotNotFound

Tickets = Mapping[UUID | str, UUID]


async def sync_checks(database: Database, robot_id: UUID, upload: ChecksUpload) -> SyncResult:
    """All in one transaction: an upload is taken in whole, and may be sent again."""
    async with UploadRepository.transaction(database) as stored:
        robot = await stored.lock_robot(robot_id)
        if robot is None:
            raise RobotNotFound
        known = await stored.list_known(robot_id, {one.request_id for one in upload.checks})
        new = arrivals(upload, known, robot)
        tickets = await _find_tickets(stored, new.values())
        merged = await _merge(stored, robot_id, new.values(), tickets)
        upload_id = await stored.add_upload(
            robot_id, robot.now, upload.device_time, len(upload.checks)
        )
        await stored.add_checks(
            upload_id, [_row(robot_id, one, tickets, merged) for one in new.values()]
        )
        if merged.standings:
            await stored.change_standings(merged.standings)
        if merged.boardings:
            await stored.change_tickets(merged.boardings)
        through = await stored.count_received(upload_id)
    return SyncResult(
        received_at=robot.now,
        clock_offset_seconds=(robot.now - upload.device_time).total_seconds(),
        received_through=through,
        results=results(upload, known, new, merged.outcomes),
    )


async def _find_tickets(stored: UploadRepository, new: Iterable[Arrival]) -> Tickets:
    checks = [one.check for one in new]
    return await stored.find_tickets(
        {check.ticket_id for check in checks if check.ticket_id is not None},
        {check.code_hash for check in checks if check.code_hash is not None},
    )


async def _merge(
    stored: UploadRepository, robot_id: UUID, new: Iterable[Arrival], tickets: Tickets
) -> Merged:
    claims: dict[UUID | None, list[Arrival]] = defaultdict(list)
    for one in new:
        if one.check.claims:
            claims[_ticket_of(one, tickets)].append(one)
    locked = await stored.lock_tickets([one for one in claims if one is not None])
    earlier = await stored.list_claims(locked)
    return merge_claims(robot_id, claims, earlier, locked)


def _ticket_of(arrival: Arrival, tickets: Tickets) -> UUID | None:
    named = arrival.check.ticket_id or arrival.check.code_hash
    return tickets.get(named) if named is not None else None


def _row(robot_id: UUID, arrival: Arrival, tickets: Tickets, merged: Merged) -> NewCheck:
    check, trip = arrival.check, arrival.trip
    ticket_id = _ticket_of(arrival, tickets)
    outcome = merged.outcomes.get(check.request_id)
    is_unknown = ticket_id is None and check.code_hash is not None
    return NewCheck(
        robot_id=robot_id,
        request_id=check.request_id,
        question=check.fingerprint,
        ticket_id=ticket_id,
        mode=check.mode,
        verdict=check.verdict,
        reason=check.reason,
        checked_at=arrival.made_at,
        train_number=trip.train_number if trip is not None else None,
        train_date=trip.train_date if trip is not None else None,
        wagon_number=trip.wagon_number if trip is not None else None,
        standing=outcome.standing if outcome is not None else None,
        cause=outcome.cause if outcome is not None else None,
        device_sequence=check.sequence,
        device_time=check.made_at,
        code_hash=bytes.fromhex(check.code_hash or "") if is_unknown else None,
    )
