"""Statements over many rows at once. Objects would take minutes and a record of each row; the
import as a whole is on record instead."""

from collections.abc import Collection, Sequence
from enum import Enum, auto
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, String, Uuid, any_, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine
from ticket_rules import TicketState

from app.models import Attraction, Hotel, Ticket, User
from app.transfer.kinds import Model

# Each batch stays well within the limit of a statement's time.
BATCH = 5_000
Place = tuple[str, Any, int, int]


async def new_ids(session: AsyncSession, count: int) -> list[UUID]:
    """In the order of creation, as the database makes them."""
    numbers = func.generate_series(1, count).table_valued("n")
    return list(await session.scalars(select(func.uuidv7(type_=Uuid())).select_from(numbers)))


class Hold(Enum):
    """Until the transaction ends: `TO_REFER` keeps erasures and changes away, and nobody who only
    refers to the row as well, such as a sign-in; `TO_CHANGE` keeps those away, too."""

    NOT = auto()
    TO_REFER = auto()
    TO_CHANGE = auto()


async def find_existing(
    session: AsyncSession, model: Model, ids: Collection[UUID], hold: Hold
) -> dict[UUID, bool]:
    """Those of `ids` that exist, and whether each may still be used."""
    usable = User.erased_at.is_(None) if model is User else literal(True)
    query = (
        select(model.id, usable)
        .where(model.id == any_(literal(list(ids), ARRAY(Uuid()))))
        .order_by(model.id)
    )
    if hold is Hold.TO_REFER:
        query = query.with_for_update(of=model, read=True)
    elif hold is Hold.TO_CHANGE:
        query = query.with_for_update(of=model, key_share=True)
    return {row[0]: row[1] for row in await session.execute(query)}


async def list_taken(session: AsyncSession, places: Sequence[Place]) -> set[Place]:
    """Those of `places` that hold a valid ticket."""
    names = ("train_number", "start_date", "wagon_number", "place_number")
    types: list[TypeEngine[Any]] = [String(), Date(), Integer(), Integer()]
    arrays = [
        bindparam(name, [place[at] for place in places], ARRAY(kind))
        for at, (name, kind) in enumerate(zip(names, types, strict=True))
    ]
    asked = func.unnest(*arrays).table_valued(*names).render_derived()
    columns = [getattr(Ticket, name) for name in names]
    query = select(*columns).where(
        Ticket.state != TicketState.REVOKED,
        *(column == asked.c[name] for name, column in zip(names, columns, strict=True)),
    )
    return {tuple(row) for row in await session.execute(query)}


async def write(
    session: AsyncSession, model: Model, rows: Sequence[dict[str, Any]], *, may_change: bool
) -> None:
    """Insert the rows, all of which have an id; with `may_change` in place of those there are."""
    statement = insert(model)
    if may_change and model in {User, Hotel, Attraction}:
        new = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        statement = statement.on_conflict_do_update(index_elements=["id"], set_=new)
    connection = await session.connection()
    for start in range(0, len(rows), BATCH):
        await connection.execute(statement, rows[start : start + BATCH])
