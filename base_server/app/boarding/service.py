"""The figures of a run's boarding."""

from collections import Counter, defaultdict

from service_kit.paging import Page, PageQuery
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import Reason

from app.boarding import repository
from app.boarding.schemas import BoardingCounts, RunBoarding, RunQuery, WagonBoarding
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


async def list_no_shows(session: AsyncSession, page: PageQuery, run: RunQuery) -> Page[HeldTicket]:
    query = repository.no_shows(run.train_number, run.train_date)
    return await list_held(session, page, query)


def _counts(tickets: int, boarded: int, refused: Counter[Reason]) -> BoardingCounts:
    share = boarded / tickets if tickets else None
    return BoardingCounts(tickets=tickets, boarded=boarded, share=share, refused=dict(refused))
