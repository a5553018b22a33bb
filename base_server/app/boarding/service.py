"""The figures of a run's boarding."""

import datetime as dt
from collections import Counter, defaultdict
from itertools import groupby

from service_kit.paging import Page, PageQuery
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import Reason

from app.boarding import repository
from app.boarding.schemas import (
    BoardingCounts,
    RunBoarding,
    RunOfDay,
    RunQuery,
    RunsOfDay,
    WagonBoarding,
)
from app.tickets.schemas import HeldTicket
from app.tickets.service import list_held


async def get_boarding(session: AsyncSession, run: RunQuery) -> RunBoarding:
    """Of the whole run and of each wagon."""
    found = await repository.count_tickets(session, run.train_number, run.train_date)
    tickets = {wagon: (count, boarded) for wagon, count, boarded in found}
    refused: dict[int | None, Counter[Reason]] = defaultdict(Counter)
    for wagon, reason, count in await repository.count_refusals(
        session, run.train_number, run.train_date
    ):
        if reason is not None:
            refused[wagon][reason] += count
    wagons = sorted(tickets.keys() | refused.keys(), key=lambda wagon: (wagon is None, wagon or 0))
    whole = _counts(
        sum(count for count, _ in tickets.values()),
        sum(boarded for _, boarded in tickets.values()),
        sum(refused.values(), Counter()),
    )
    return RunBoarding(
        **whole.model_dump(),
        train_number=run.train_number,
        train_date=run.train_date,
        conflicts=await repository.count_conflicts(session, run.train_number, run.train_date),
        wagons=[
            WagonBoarding(
                **_counts(*tickets.get(wagon or 0, (0, 0)), refused[wagon]).model_dump(),
                wagon_number=wagon,
            )
            for wagon in wagons
        ],
    )


async def list_runs(session: AsyncSession, train_date: dt.date) -> RunsOfDay:
    """Every run of a day for which there are tickets."""
    conflicts = await repository.count_conflicts_of_day(session, train_date)
    found = await session.execute(repository.wagons_of_day(train_date))
    runs = [
        _run(train_date, train, list(wagons), conflicts.get(train, 0))
        for train, wagons in groupby(found, key=lambda row: row[0])
    ]
    return RunsOfDay(items=sorted(runs, key=lambda run: (run.departs_at, run.train_number)))


def _run(
    train_date: dt.date,
    train: str,
    wagons: list[Row[str, int, int, int, dt.datetime]],
    conflicts: int,
) -> RunOfDay:
    tickets = sum(count for _, _, count, _, _ in wagons)
    boarded = sum(count for _, _, _, count, _ in wagons)
    return RunOfDay(
        train_number=train,
        train_date=train_date,
        departs_at=min(row[4] for row in wagons),
        wagons=[row[1] for row in wagons],
        tickets=tickets,
        boarded=boarded,
        share=boarded / tickets,
        conflicts=conflicts,
    )


async def list_no_shows(session: AsyncSession, page: PageQuery, run: RunQuery) -> Page[HeldTicket]:
    query = repository.no_shows(run.train_number, run.train_date)
    return await list_held(session, page, query)


def _counts(tickets: int, boarded: int, refused: Counter[Reason]) -> BoardingCounts:
    share = boarded / tickets if tickets else None
    return BoardingCounts(tickets=tickets, boarded=boarded, share=share, refused=dict(refused))
