"""Rows that tests need, with random parts where they do not matter."""

import datetime as dt
from itertools import count
from typing import Any, TypeVar
from uuid import UUID, uuid4

from service_kit.database import Base
from sqlalchemy.ext.asyncio import AsyncSession

from app.engineers.passwords import hash_password
from app.models import (
    ActiveStore,
    ConsentSource,
    Engineer,
    FaceConsent,
    Robot,
    Ticket,
    TrainStore,
    User,
)
from app.tickets.codes import code_hash, new_code

Row = TypeVar("Row", bound=Base)

TODAY = dt.datetime.now(dt.UTC).date()
TRAIN = "002A"
PASSWORD = "correct horse battery"
# A place of a run is sold once.
_places = count()


async def create_user(
    session: AsyncSession, *, name: str = "Anna Petrova", has_consented: bool = True
) -> User:
    """A user, who has consented to a face unless the test says otherwise."""
    user = await _add(session, User(name=name))
    if has_consented:
        consent = FaceConsent(
            user_id=user.id, text_version="1", source=ConsentSource.PASSENGER, given_by="test"
        )
        await _add(session, consent)
    return user


async def create_engineer(
    session: AsyncSession,
    *,
    login: str | None = None,
    privileges: int = 0,
    subject: str | None = None,
) -> Engineer:
    """An engineer whose password is `PASSWORD`; with a `subject`, the identity provider's."""
    engineer = Engineer(
        login=login or f"engineer-{uuid4().hex[:8]}",
        password_hash=await hash_password(PASSWORD) if subject is None else None,
        privileges=privileges,
        subject=subject,
    )
    return await _add(session, engineer)


async def create_robot(session: AsyncSession, **values: Any) -> Robot:
    """A robot on today's run of `TRAIN`, unless `values` say otherwise."""
    defaults = {
        "robot_model_id": "R-1",
        "robot_model_name": "Kiosk",
        "public_key": "-",
        "key_fingerprint": uuid4().hex,
        "registered_by": "test",
        "train_number": TRAIN,
        "train_date": TODAY,
    }
    return await _add(session, Robot(**{**defaults, **values}))


async def create_terminal(session: AsyncSession, **values: Any) -> ActiveStore:
    defaults = {
        "store_id": uuid4(),
        "public_key": "-",
        "key_fingerprint": uuid4().hex,
        "registered_by": "test",
    }
    return await _add(session, ActiveStore(**{**defaults, **values}))


async def create_ticket(
    session: AsyncSession, user: User, *, code: str | None = None, **values: Any
) -> Ticket:
    """A ticket for wagon 7 of today's run of `TRAIN`, unless `values` say otherwise."""
    defaults = {
        "user_id": user.id,
        "train_number": TRAIN,
        "wagon_number": 7,
        "place_number": next(_places) % 999 + 1,
        "station_id": "moscow",
        "destination_id": "petersburg",
        "date": dt.datetime.now(dt.UTC),
        "start_date": TODAY,
        "code_hash": code_hash(code or new_code()),
    }
    return await _add(session, Ticket(**{**defaults, **values}))


async def bind_store(session: AsyncSession, store_id: UUID) -> TrainStore:
    """The store sells on today's run of `TRAIN`."""
    binding = TrainStore(store_id=store_id, train_number=TRAIN, train_date=TODAY)
    return await _add(session, binding)


async def _add(session: AsyncSession, row: Row) -> Row:
    session.add(row)
    await session.commit()
    return row
