"""Who travels where: a pure function of the catalogue and the date, the same every time."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from platform_client.models.railway import TrainRun

from app.catalogue import Catalogue, NameGroup, Stop, Train

# The railway's clock; Moscow has had no summer time since 2014.
MOSCOW = dt.timezone(dt.timedelta(hours=3))
DAYS_BEFORE, DAYS_AFTER = 3, 3


@dataclass(frozen=True)
class Passenger:
    """A traveller with a place on one run. The place is the natural key of both, unless the
    traveller has an `account`: then there is one user for all their runs."""

    name: str
    account: str | None
    run: TrainRun
    wagon_number: int
    place_number: int
    station_id: str
    destination: str
    departs_at: dt.datetime

    @property
    def place(self) -> tuple[int, int]:
        return self.wagon_number, self.place_number


def today() -> dt.date:
    return dt.datetime.now(MOSCOW).date()


def plan_runs(catalogue: Catalogue, around: dt.date) -> list[TrainRun]:
    """Each train once a day, for a week around a day."""
    days = range(-DAYS_BEFORE, DAYS_AFTER + 1)
    return [
        TrainRun(train_number=train.number, train_date=around + dt.timedelta(days=day))
        for day in days
        for train in catalogue.trains
    ]


def plan_passengers(catalogue: Catalogue, run: TrainRun) -> list[Passenger]:
    """The passengers of a run: the same for the same run, on whatever day it is asked."""
    train = next(one for one in catalogue.trains if one.number == run.train_number)
    chance = random.Random(f"{run.train_number}|{run.train_date}")  # noqa: S311 - not a secret
    places = [
        (wagon, place) for wagon, size in train.wagons.items() for place in range(1, size + 1)
    ]
    strangers = [
        _passenger(catalogue.names, train, run, place, chance)
        for place in chance.sample(places, train.passengers)
    ]
    # One of them is somebody who can sign in: every few days the same on a train.
    day = run.train_date.toordinal() + catalogue.trains.index(train)
    accounts = catalogue.passenger_accounts
    account = accounts[day % len(accounts)]
    return [replace(strangers[0], name=account.name, account=account.login), *strangers[1:]]


def _passenger(
    names: Sequence[NameGroup],
    train: Train,
    run: TrainRun,
    place: tuple[int, int],
    chance: random.Random,
) -> Passenger:
    group = chance.choices(names, [group.weight for group in names])[0]
    boards, leaves = sorted(chance.sample(range(len(train.stops)), 2))
    return Passenger(
        name=f"{chance.choice(group.first)} {chance.choice(group.last)}",
        account=None,
        run=run,
        wagon_number=place[0],
        place_number=place[1],
        station_id=train.stops[boards].station,
        destination=train.stops[leaves].station,
        departs_at=_time_at(train, run, train.stops[boards]),
    )


def _time_at(train: Train, run: TrainRun, stop: Stop) -> dt.datetime:
    start = dt.datetime.combine(run.train_date, train.departs, MOSCOW)
    return start + dt.timedelta(minutes=stop.after_minutes)
