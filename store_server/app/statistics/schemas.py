from typing import Annotated
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime
from service_kit.schemas import Schema, UtcTime

Moment = Annotated[
    UtcTime | None, Query(description="With an offset. The last 24 hours, if left out.")
]


class BestSeller(Schema):
    item_id: UUID
    name: str
    count: int
    amount_penny: int


class StockOut(Schema):
    """How often the last piece of an item went."""

    item_id: UUID
    name: str
    times: int


class Statistics(Schema):
    """Seconds from the sale until a task was ready; null where nothing had to be prepared."""

    since: AwareDatetime
    until: AwareDatetime
    purchases: int
    purchases_penny: int
    refunds_penny: int
    revenue_penny: int
    prepared: int
    seconds_to_ready_p50: float | None
    seconds_to_ready_p95: float | None
    best_sellers: list[BestSeller]
    stock_outs: list[StockOut]


class SalesOfHour(Schema):
    hour: AwareDatetime
    purchases: int
    purchases_penny: int
    refunds_penny: int


class SalesFigures(Schema):
    """Of all stores together. `hours` (in UTC) without sales and refunds are left out."""

    since: AwareDatetime
    until: AwareDatetime
    purchases: int
    purchases_penny: int
    refunds_penny: int
    revenue_penny: int
    hours: list[SalesOfHour]
    best_sellers: list[BestSeller]
