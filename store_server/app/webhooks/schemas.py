from datetime import datetime
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Query
from pydantic import AfterValidator, Field
from service_kit.schemas import Schema

from app.fields import Description
from app.models import DeliveryState, WebhookDelivery, WebhookSubscription
from app.webhooks.messages import EventType

MAXIMUM_URL = 2048


def _absolute(url: str) -> str:
    parsed = urlsplit(url)
    if parsed.scheme not in {"http", "https"} or not parsed.hostname or parsed.port == 0:
        raise ValueError("is not an http(s) address")
    if "@" in parsed.netloc or "#" in url:
        raise ValueError("has a user or a fragment")
    return url


WebhookUrl = Annotated[
    str,
    Field(
        max_length=MAXIMUM_URL,
        pattern=r"^[\x21-\x7e]+$",
        description="A public https address.",
        examples=["https://accounting.example.org/provodnik"],
    ),
    AfterValidator(_absolute),
]
EventTypes = Annotated[
    list[EventType],
    Field(min_length=1, max_length=20),
    AfterValidator(lambda kinds: sorted({*kinds})),
]


class WebhookWrite(Schema):
    """Nothing is kept for a subscription while it is not active."""

    url: WebhookUrl
    event_types: EventTypes
    description: Description = ""
    is_active: bool = True


class WebhookRead(Schema):
    """`disabled_at`: when the receiver answered 410; `is_active: true` switches it on again."""

    id: UUID
    url: str
    event_types: list[EventType]
    description: str
    is_active: bool
    disabled_at: datetime | None
    former_secret_until: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, subscription: WebhookSubscription, **more: Any) -> Self:
        return cls(
            id=subscription.id,
            url=subscription.url,
            event_types=[EventType(kind) for kind in subscription.event_types],
            description=subscription.description,
            is_active=subscription.is_active,
            disabled_at=subscription.disabled_at,
            former_secret_until=subscription.former_secret_until,
            created_at=subscription.created_at,
            **more,
        )


class WebhookWithSecret(WebhookRead):
    """The `secret` is shown this once."""

    secret: str


class SecretRotate(Schema):
    """For so long both secrets sign; 0: the former one is dead at once."""

    overlap_hours: Annotated[int, Field(strict=True, ge=0, le=24 * 14)] = 24


class DeliveryRead(Schema):
    """`status` and `error` are those of the newest attempt; `due_at` is the next one."""

    id: UUID
    event_id: UUID
    event_type: str
    state: DeliveryState
    attempts: int
    due_at: datetime | None
    attempted_at: datetime | None
    status: int | None
    error: str | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, delivery: WebhookDelivery) -> "DeliveryRead":
        return cls(
            id=delivery.id,
            event_id=delivery.event_id,
            event_type=delivery.event_type,
            state=delivery.state,
            attempts=delivery.attempts,
            due_at=delivery.due_at if delivery.state is DeliveryState.PENDING else None,
            attempted_at=delivery.attempted_at,
            status=delivery.status,
            error=delivery.error,
            created_at=delivery.created_at,
            finished_at=delivery.finished_at,
        )


class Replayed(Schema):
    count: int


class PingResult(Schema):
    """`error` says why there is no `status`: no connection, a refused address, too slow, …"""

    is_delivered: bool
    status: int | None
    error: str | None
    milliseconds: int


class DeliveryFilters:
    def __init__(self, state: Annotated[DeliveryState | None, Query()] = None) -> None:
        self.state = state
