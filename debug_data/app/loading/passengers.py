"""Passengers and their tickets; the key of both is the place on the run."""

from dataclasses import dataclass, field
from uuid import UUID

from platform_client import Engineer, PlatformError
from platform_client.models.railway import TicketOrder, TrainRun

from app.catalogue import Catalogue
from app.loading.accounts import UserIds
from app.plan import Passenger, plan_passengers
from app.progress import Count, Work
from app.summary import SampleTicket

# Codes of so many tickets of each run are kept for developers to try.
SAMPLES_PER_RUN = 3


@dataclass
class Passengers:
    """`known`: ids of all tickets of the runs. `samples`: new tickets with their codes."""

    count: Count = field(default_factory=Count)
    known: set[UUID] = field(default_factory=set)
    samples: list[SampleTicket] = field(default_factory=list)


@dataclass(frozen=True)
class _Missing:
    passenger: Passenger
    is_sample: bool


async def load_passengers(
    admin: Engineer, catalogue: Catalogue, runs: list[TrainRun], accounts: UserIds, work: Work
) -> Passengers:
    """`accounts`: the users of those who can sign in, by their logins."""
    found = Passengers()

    async def look(run: TrainRun) -> list[_Missing]:
        return await _find_missing(admin, catalogue, run, found)

    async def make(missing: _Missing) -> None:
        await _make(admin, missing, accounts, found)

    missing = await work.each("Train runs", runs, look)
    await work.each("Passengers", [one for of_run in missing for one in of_run], make)
    return found


async def _find_missing(
    admin: Engineer, catalogue: Catalogue, run: TrainRun, found: Passengers
) -> list[_Missing]:
    tickets = admin.list_tickets(train_number=run.train_number, train_date=run.train_date)
    taken = {}
    async for ticket in tickets:
        taken[ticket.wagon_number, ticket.place_number] = ticket.id
    found.known |= set(taken.values())
    wanted = plan_passengers(catalogue, run)
    missing = [
        _Missing(passenger, number < SAMPLES_PER_RUN)
        for number, passenger in enumerate(wanted)
        if passenger.place not in taken
    ]
    found.count.there += len(wanted) - len(missing)
    return missing


async def _make(admin: Engineer, missing: _Missing, accounts: UserIds, found: Passengers) -> None:
    passenger = missing.passenger
    user_id = await _user_of(admin, passenger, accounts)
    order = TicketOrder(
        user_id=user_id,
        train_number=passenger.run.train_number,
        wagon_number=passenger.wagon_number,
        place_number=passenger.place_number,
        station_id=passenger.station_id,
        destination=passenger.destination,
        date=passenger.departs_at,
        start_date=passenger.run.train_date,
    )
    try:
        ticket = await admin.create_ticket(order)
    except PlatformError as error:
        if error.code != "PLACE_TAKEN":
            raise
        return  # Somebody was quicker: the place is no longer missing.
    found.count.made += 1
    found.known.add(ticket.id)
    if missing.is_sample:
        found.samples.append(SampleTicket.of(ticket, passenger))


async def _user_of(admin: Engineer, passenger: Passenger, accounts: UserIds) -> UUID:
    if passenger.account is not None:
        return accounts[passenger.account]
    return (await admin.create_user(passenger.name)).id
