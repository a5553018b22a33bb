"""What subscribers are told: one event in an envelope with its type and time."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import orjson
from fastapi import FastAPI
from pydantic import BaseModel
from service_kit.outbox import OutboxEvent
from service_kit.schemas import Schema

from app.accounting.schemas import ReportZ
from app.purchases.schemas import PurchaseRead
from app.refunds.schemas import RefundRead


class EventType(StrEnum):
    PURCHASE_CREATED = "purchase.created"
    PURCHASE_REFUNDED = "purchase.refunded"
    REPORT_CLOSED = "report.closed"


# Where the data of an event stands in what the outbox keeps.
_DATA: Mapping[str, str] = {
    EventType.PURCHASE_CREATED: "purchase",
    EventType.PURCHASE_REFUNDED: "refund",
    EventType.REPORT_CLOSED: "report",
}
PING = "webhook.ping"


class PurchaseCreatedEvent(Schema):
    """Something was sold."""

    type: Literal[EventType.PURCHASE_CREATED]
    timestamp: datetime
    data: PurchaseRead


class PurchaseRefundedEvent(Schema):
    """Money was given back; `purchase_id` names the purchase, which was told before."""

    type: Literal[EventType.PURCHASE_REFUNDED]
    timestamp: datetime
    data: RefundRead


class ReportClosedEvent(Schema):
    """A store has closed a shift with a Z report."""

    type: Literal[EventType.REPORT_CLOSED]
    timestamp: datetime
    data: ReportZ


class Ping(Schema):
    webhook_id: UUID


class PingEvent(Schema):
    """An administrator tries the address out."""

    type: Literal["webhook.ping"]
    timestamp: datetime
    data: Ping


def body_of(event: OutboxEvent) -> str:
    """What is sent; the same bytes at each attempt."""
    return envelope(event.topic, event.created_at, event.payload[_DATA[event.topic]])


def envelope(kind: str, timestamp: datetime, data: Mapping[str, Any]) -> str:
    written = {"type": kind, "timestamp": timestamp, "data": data}
    return orjson.dumps(written, option=orjson.OPT_UTC_Z).decode()


def describe_events(app: FastAPI) -> None:
    """Put the events into the OpenAPI document, as the webhooks of this server."""

    def describe(kind: str, body: type[BaseModel]) -> None:
        async def receive(event: BaseModel) -> None: ...

        receive.__annotations__["event"] = body
        receive.__doc__ = f"{body.__doc__} Answer 2xx within the timeout; do the work afterwards."
        app.webhooks.add_api_route(
            kind, receive, methods=["POST"], status_code=204, tags=["webhooks"], summary=kind
        )

    describe(EventType.PURCHASE_CREATED, PurchaseCreatedEvent)
    describe(EventType.PURCHASE_REFUNDED, PurchaseRefundedEvent)
    describe(EventType.REPORT_CLOSED, ReportClosedEvent)
    describe(PING, PingEvent)
