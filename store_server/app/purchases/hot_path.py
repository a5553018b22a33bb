"""The two statements of a sale, through the driver.

The first looks, the rules decide on what it saw, and the second writes everything if what was seen
still holds. There is no transaction over both, so nothing is held while the process thinks: items
are held, in the order of their ids, for as long as the second statement runs inside the database.
When something changed in between it writes nothing, and the caller looks again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from service_kit.database import Database

from app.models import ReservationState
from app.purchases.orders import Order
from app.purchases.rules import Line, OnShelf
from app.purchases.statements import LOOK, LOOK_RESERVED, WRITE, WRITE_RESERVED
from app.stock.rules import available
from app.tasks.schemas import TaskRead

_KEY_CONSTRAINT = "uq_idempotency_keys_caller_key"


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What the same key got before."""

    fingerprint: bytes
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Basket:
    """The reservation that the order uses up."""

    items: frozenset[UUID]
    state: ReservationState


@dataclass(frozen=True, slots=True)
class Counter:
    """What a sale begins with: new ids, the database's time, and the wanted items it found."""

    purchase_id: UUID
    task_id: UUID
    date: datetime
    is_open: bool
    preparation_minutes: int
    shelf: dict[UUID, OnShelf]
    earlier: EarlierAnswer | None
    basket: Basket | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that a sale writes beside its order."""

    counter: Counter
    lines: list[Line]
    total_penny: int
    task: TaskRead
    topic: str
    event: dict[str, Any]
    answer: dict[str, Any] | None


async def look(database: Database, order: Order) -> Counter | None:
    """The counter of the order's store; None when there is no such store."""
    key = order.repeat_key
    reservation = () if order.reservation_id is None else (order.reservation_id, order.seller)
    rows = await database.driver.fetch(
        LOOK_RESERVED if reservation else LOOK,
        order.store_id,
        [one.item_id for one in order.wanted],
        key.caller if key else None,
        key.key if key else None,
        *reservation,
    )
    if not rows:
        return None
    first = rows[0]
    now, mine = first["date"].timestamp(), order.reservation_id
    return Counter(
        purchase_id=first["purchase_id"],
        task_id=first["task_id"],
        date=first["date"],
        is_open=first["is_open"],
        preparation_minutes=first["preparation_minutes"],
        shelf={
            row["item_id"]: _on_shelf(row, now, mine) for row in rows if row["item_id"] is not None
        },
        earlier=EarlierAnswer(first["fingerprint"], first["answer"])
        if first["fingerprint"] is not None
        else None,
        basket=_basket(first) if reservation else None,
    )


def _basket(row: asyncpg.Record) -> Basket | None:
    if row["reserved"] is None:
        return None
    return Basket(frozenset(map(UUID, row["reserved"])), ReservationState(row["reservation_state"]))


def _on_shelf(row: asyncpg.Record, now: float, reservation_id: UUID | None) -> OnShelf:
    return OnShelf(
        item_id=row["item_id"],
        name=row["name"],
        price_penny=row["price_penny"],
        available=available(row["balance"], row["holds"], now, besides=reservation_id),
        is_archived=row["is_archived"],
        age_limit=row["age_limit"],
    )


async def write(database: Database, order: Order, receipt: Receipt) -> bool:
    """Write the sale. False: something of it has changed, or its key was used just now.

    Or PostgreSQL has ended the statement to resolve a deadlock, whoever closed the circle: nothing
    is written then, and to look again is all that is left to do.
    """
    counter, lines, task = receipt.counter, receipt.lines, receipt.task
    key = order.repeat_key
    reservation = () if order.reservation_id is None else (order.reservation_id,)
    try:
        written = await database.driver.fetchval(
            WRITE_RESERVED if reservation else WRITE,
            [line.item_id for line in lines],
            [line.count for line in lines],
            [line.price_penny for line in lines],
            [line.name for line in lines],
            order.store_id,
            counter.purchase_id,
            counter.date,
            order.user_id,
            receipt.total_penny,
            order.seller,
            task.id,
            task.state,
            task.additional_data,
            task.ready_at,
            receipt.topic,
            receipt.event,
            key.caller if key else None,
            key.key if key else None,
            key.fingerprint if key else None,
            receipt.answer,
            task.age_limit,
            task.promised_at,
            task.wagon_number,
            task.place_number,
            *reservation,
        )
    except asyncpg.DeadlockDetectedError:
        return False
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name != _KEY_CONSTRAINT:
            raise
        return False
    return bool(written)
