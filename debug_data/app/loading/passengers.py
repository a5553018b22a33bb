"""Passengers and their tickets; the key of both is the place on the run."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from platform_client import Engineer, PlatformError
from platform_client.models.railway import TrainRun

from app.catalogue import Catalogue
from app.loading.accounts import UserIds
from app.plan import MOSCOW, Passenger, plan_passengers
from app.progress import Count, Work
from app.summary import SampleTicket

# Train number and date.
Run = tuple[str, dt.date]
# Codes of so many tickets of each run are kept for developers to try.
SAMPLES_PER_RUN = 3
# Somebody else was loading, and was quicker: the places are no longer missing.
_OVERTAKEN = {"IMPORT_REFUSED", "IMPORT_OVERTAKEN"}
_SOLD_BEFORE = dt.timedelta(days=30)


@dataclass(frozen=True)
class Issued:
    """A new ticket with its code."""

    id: UUID
    code: str
    user_id: UUID
    passenger: Passenger


@dataclass
class Passengers:
    """`full`: runs that had all their tickets before, and are not looked at more closely. `known`:
    ids of all tickets of the others. `samples`: new tickets with their codes, for developers.
    `issued`: all new tickets, by run."""

    count: Count = field(default_factory=Count)
    full: set[Run] = field(default_factory=set)
    known: set[UUID] = field(default_factory=set)
    samples: list[SampleTicket] = field(default_factory=list)
    issued: dict[Run, list[Issued]] = field(default_factory=dict)


async def load_passengers(
    admin: Engineer, catalogue: Catalogue, runs: list[TrainRun], accounts: UserIds, work: Work
) -> Passengers:
    """`accounts`: the users of those who can sign in, by their logins."""
    found = Passengers()
    sold = {
        (run.train_number, run.train_date): run.tickets
        for date in sorted({run.train_date for run in runs})
        for run in await admin.list_train_runs(date)
    }

    async def load(run: TrainRun) -> None:
        wanted = plan_passengers(catalogue, run)
        key = (run.train_number, run.train_date)
        if sold.get(key, 0) < len(wanted):
            await _load_run(admin, run, wanted, accounts, found)
        else:
            found.full.add(key)
            found.count.there += len(wanted)

    await work.each("Passengers", runs, load)
    return found


async def _load_run(
    admin: Engineer,
    run: TrainRun,
    wanted: list[Passenger],
    accounts: UserIds,
    found: Passengers,
) -> None:
    tickets = admin.list_tickets(train_number=run.train_number, train_date=run.train_date)
    taken = {}
    async for ticket in tickets:
        taken[ticket.wagon_number, ticket.place_number] = ticket.id
    found.known |= set(taken.values())
    samples = {passenger.place for passenger in wanted[:SAMPLES_PER_RUN]}
    missing = [passenger for passenger in wanted if passenger.place not in taken]
    found.count.there += len(wanted) - len(missing)
    issued = await _issue(admin, missing, accounts) if missing else []
    found.count.made += len(issued)
    found.known |= {one.id for one in issued}
    found.issued[run.train_number, run.train_date] = issued
    found.samples += [
        SampleTicket.of(one.id, one.code, one.passenger)
        for one in issued
        if one.passenger.place in samples
    ]


async def _issue(admin: Engineer, missing: list[Passenger], accounts: UserIds) -> list[Issued]:
    """Two files for a run, as a railway would bring them: passengers, and their tickets."""
    strangers = [one for one in missing if one.account is None]
    users = [accounts[one.account] if one.account else user_id_of(one) for one in missing]
    rows = [_row(one, user) for one, user in zip(missing, users, strict=True)]
    try:
        if strangers:
            named = [{"id": user_id_of(one), "name": one.name} for one in strangers]
            await admin.import_rows("users", named)
        imported = await admin.import_rows("tickets", rows)
    except PlatformError as error:
        if error.code not in _OVERTAKEN:
            raise
        return []
    # The header is row 1.
    return [
        Issued(one.id, one.code, users[one.row - 2], missing[one.row - 2]) for one in imported.codes
    ]


def _row(passenger: Passenger, user_id: UUID) -> dict[str, object]:
    return {
        "user_id": user_id,
        "train_number": passenger.run.train_number,
        "wagon_number": passenger.wagon_number,
        "place_number": passenger.place_number,
        "station_id": passenger.station_id,
        "destination": passenger.destination,
        "date": passenger.departs_at.isoformat(),
        "start_date": passenger.run.train_date.isoformat(),
    }


def user_id_of(passenger: Passenger) -> UUID:
    """The same for the same place of a run, so that an interrupted load makes nobody twice; of
    version 7, as if the passenger had bought the ticket a month ahead."""
    run = passenger.run
    text = f"{run.train_number}|{run.train_date}|{passenger.place}"
    digest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10])
    bought_at = dt.datetime.combine(run.train_date, dt.time(), MOSCOW) - _SOLD_BEFORE
    number = int(bought_at.timestamp() * 1000) << 80 | digest
    version_7 = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=version_7 & ~(0b11 << 62) | 0b10 << 62)
