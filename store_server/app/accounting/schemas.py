import datetime as dt
from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import Field
from service_kit.schemas import LocalDate, Schema, text

from app.models import ShiftReport

TrainNumber = Annotated[str, text(20)]
TrainDate = Annotated[
    LocalDate,
    Field(description="The local date on which the run starts; of a date-time, its date."),
]
Day = Annotated[
    dt.date,
    Query(ge=dt.date(2000, 1, 1), le=dt.date(2200, 1, 1), description="A day, in UTC."),
]
OfStore = Annotated[UUID | None, Query(description="One store instead of all.")]


class Figures(Schema):
    """`net_penny` is what was sold less what was given back."""

    purchases: int
    purchases_penny: int
    refunds: int
    refunds_penny: int
    net_penny: int

    @classmethod
    def sums(
        cls, *, purchases: int, purchases_penny: int, refunds: int, refunds_penny: int
    ) -> "Figures":
        return cls(
            purchases=purchases,
            purchases_penny=purchases_penny,
            refunds=refunds,
            refunds_penny=refunds_penny,
            net_penny=purchases_penny - refunds_penny,
        )


class StoreFigures(Figures):
    store_id: UUID
    store_name: str


class Summary(Figures):
    """The sums of a day, and of each store that sold or refunded something on it."""

    date: dt.date
    stores: list[StoreFigures]


class ReportX(Figures):
    """What the next Z report would say."""

    store_id: UUID
    opened_at: dt.datetime
    date: dt.datetime


class ReportClose(Schema):
    """The train run that the shift served, when it served one."""

    train_number: TrainNumber | None = None
    train_date: TrainDate | None = None


class ReportZ(Figures):
    """Numbered per store from 1, without gaps."""

    id: UUID
    store_id: UUID
    number: Annotated[int, Field(ge=1)]
    train_number: str | None
    train_date: dt.date | None
    opened_at: dt.datetime
    closed_at: dt.datetime
    closed_by: str

    @classmethod
    def of(cls, report: ShiftReport) -> "ReportZ":
        return cls(
            id=report.id,
            store_id=report.store_id,
            number=report.number,
            train_number=report.train_number,
            train_date=report.train_date,
            opened_at=report.opened_at,
            closed_at=report.created_at,
            closed_by=report.closed_by,
            purchases=report.purchases,
            purchases_penny=report.purchases_penny,
            refunds=report.refunds,
            refunds_penny=report.refunds_penny,
            net_penny=report.purchases_penny - report.refunds_penny,
        )
