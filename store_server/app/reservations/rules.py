"""How much may be kept for whom, and for how long."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from base_api import CallerKind

from app.purchases.rules import Wanted
from app.reservations.errors import ReservationTooLarge, TooManyReservations

LIFETIME = timedelta(minutes=10)
# A passenger has a basket or two; a robot those of the people who stand before it.
LIVE_BASKETS: Mapping[str, int] = {CallerKind.PASSENGER: 3, CallerKind.ROBOT: 10}
PIECES = 50


def require_within_limits(kind: str, live: int, wanted: Iterable[Wanted]) -> None:
    """`live`: the baskets that the caller keeps already."""
    if live >= LIVE_BASKETS[kind]:
        raise TooManyReservations(limit=LIVE_BASKETS[kind])
    if sum(one.count for one in wanted) > PIECES:
        raise ReservationTooLarge(limit=PIECES)
