"""How much of the data there is: what people wrote in the files, or a whole railway made of it."""

import random
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from app.catalogue import Catalogue, Stop, Store, Train


class Size(StrEnum):
    SMALL = "small"
    RAILWAY = "railway"


TRAINS = 200
STORES = 1_000
# Of all runs of the week together.
PASSENGERS = 100_000
_RUNS_PER_TRAIN = 7
_SEED = 1837  # The year of the first railway in Russia.
_MINUTES_BETWEEN_STOPS = (45, 480)


def grow(catalogue: Catalogue, size: Size) -> Catalogue:
    """The same size of the same files is the same data. What stands in the files comes first, and
    stays as it is."""
    if size is Size.SMALL:
        return catalogue
    chance = random.Random(_SEED)  # noqa: S311 - not a secret
    own = sum(train.passengers for train in catalogue.trains)
    missing = TRAINS - len(catalogue.trains)
    wanted = PASSENGERS // _RUNS_PER_TRAIN - own
    shares = [wanted * (at + 1) // missing - wanted * at // missing for at in range(missing)]
    numbers = iter(_numbers(catalogue))
    trains = [_train(catalogue, next(numbers), share, chance) for share in shares]
    stores = list(_stores(catalogue, [train.number for train in trains]))
    return catalogue.model_copy(
        update={
            "trains": [*catalogue.trains, *trains],
            "stores": [*catalogue.stores, *stores],
        }
    )


def _numbers(catalogue: Catalogue) -> Iterator[str]:
    taken = {train.number for train in catalogue.trains}
    for number in range(101, 1000):
        name = f"{number}{'AGNSU'[number % 5]}"
        if name not in taken:
            yield name


def _train(catalogue: Catalogue, number: str, passengers: int, chance: random.Random) -> Train:
    stations = [station.id for station in catalogue.stations]
    route = chance.sample(stations, chance.randint(3, len(stations)))
    after = 0
    stops = [Stop(station=route[0], after_minutes=0)]
    for _, there in pairwise(route):
        after += chance.randint(*_MINUTES_BETWEEN_STOPS)
        stops.append(Stop(station=there, after_minutes=after))
    template = chance.choice(catalogue.trains)
    departs = template.departs.replace(hour=chance.randrange(24), minute=chance.randrange(0, 60, 5))
    return template.model_copy(
        update={
            "number": number,
            "name": f"Train {number}",
            "departs": departs,
            "stops": stops,
            "passengers": passengers,
        }
    )


def _stores(catalogue: Catalogue, trains: list[str]) -> Iterator[Store]:
    """Each like one of the files, on one of the trains."""
    for at in range(STORES - len(catalogue.stores)):
        template = catalogue.stores[at % len(catalogue.stores)]
        name = f"{template.name} {at + 1:03}"
        train = trains[at % len(trains)]
        # Ten thousand pictures more would take longer than all the rest.
        yield template.model_copy(
            update={"name": name, "translations": {}, "trains": [train], "has_logos": False}
        )
