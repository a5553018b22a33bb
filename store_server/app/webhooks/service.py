"""Keeping subscriptions, and looking after what was not delivered."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from service_kit.database import Database
from service_kit.paging import Page, PageQuery, paginate
from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import DeliveryState, WebhookDelivery, WebhookSubscription
from app.webhooks import queue, repository
from app.webhooks.errors import (
    DeliveryNotFound,
    DeliveryPending,
    WebhookNotFound,
    WebhookUrlRefused,
)
from app.webhooks.messages import PING, envelope
from app.webhooks.rules import is_delivered
from app.webhooks.schemas import (
    DeliveryFilters,
    DeliveryRead,
    PingResult,
    Replayed,
    SecretRotate,
    WebhookRead,
    WebhookWithSecret,
    WebhookWrite,
)
from app.webhooks.secrets import SecretVault, new_secret
from app.webhooks.sender import WebhookSender


async def create(
    session: AsyncSession, vault: SecretVault, sender: WebhookSender, body: WebhookWrite
) -> WebhookWithSecret:
    _require_permitted(sender, body.url)
    subscription_id, secret = await repository.new_id(session), new_secret()
    subscription = WebhookSubscription(
        id=subscription_id, secret=vault.seal(subscription_id, secret), **body.model_dump()
    )
    session.add(subscription)
    await session.flush()
    return WebhookWithSecret.of(subscription, secret=secret)


def _require_permitted(sender: WebhookSender, url: str) -> None:
    if not sender.permits(url):
        raise WebhookUrlRefused


async def list_subscriptions(session: AsyncSession, page: PageQuery) -> Page[WebhookRead]:
    query = repository.subscriptions()
    return await paginate(session, query, WebhookSubscription, page, WebhookRead.of)


async def require(session: AsyncSession, subscription_id: UUID) -> WebhookSubscription:
    """The subscription, held until the transaction ends."""
    subscription = await repository.get_subscription_held(session, subscription_id)
    if subscription is None:
        raise WebhookNotFound
    return subscription


async def update(
    session: AsyncSession, sender: WebhookSender, subscription_id: UUID, body: WebhookWrite
) -> WebhookRead:
    """Replace all fields. Who switches it on again takes back the receiver's 410."""
    _require_permitted(sender, body.url)
    subscription = await require(session, subscription_id)
    for name, value in body.model_dump().items():
        setattr(subscription, name, value)
    if body.is_active:
        subscription.disabled_at = None
    await session.flush()
    return WebhookRead.of(subscription)


async def delete(session: AsyncSession, subscription_id: UUID) -> None:
    """The subscription, and everything that was on its way to it."""
    await session.delete(await require(session, subscription_id))


async def rotate_secret(
    session: AsyncSession, vault: SecretVault, subscription_id: UUID, body: SecretRotate
) -> WebhookWithSecret:
    """A new secret; the one of before signs beside it for as long as `body` says."""
    subscription, secret = await require(session, subscription_id), new_secret()
    subscription.former_secret = subscription.secret
    subscription.former_secret_until = func.now() + timedelta(hours=body.overlap_hours)
    subscription.secret = vault.seal(subscription_id, secret)
    await session.flush()
    await session.refresh(subscription)
    return WebhookWithSecret.of(subscription, secret=secret)


async def list_deliveries(
    session: AsyncSession, subscription_id: UUID, page: PageQuery, filters: DeliveryFilters
) -> Page[DeliveryRead]:
    await require(session, subscription_id)
    query = repository.deliveries(subscription_id, filters.state)
    return await paginate(session, query, WebhookDelivery, page, DeliveryRead.of)


async def replay(session: AsyncSession, subscription_id: UUID, delivery_id: UUID) -> DeliveryRead:
    """Let a delivery begin anew that has ended, well or not."""
    await require(session, subscription_id)
    delivery = await repository.get_delivery_held(session, subscription_id, delivery_id)
    if delivery is None:
        raise DeliveryNotFound
    if delivery.state is DeliveryState.PENDING:
        raise DeliveryPending
    delivery.state, delivery.attempts = DeliveryState.PENDING, 0
    delivery.due_at, delivery.finished_at = func.now(), None
    await session.flush()
    await session.refresh(delivery)
    return DeliveryRead.of(delivery)


async def replay_dead(session: AsyncSession, subscription_id: UUID) -> Replayed:
    await require(session, subscription_id)
    return Replayed(count=await repository.revive_dead(session, subscription_id))


async def ping(
    database: Database, vault: SecretVault, sender: WebhookSender, subscription_id: UUID
) -> PingResult:
    """Send a test event now and tell what came of it. Nothing in the database waits for it."""
    sealed = await queue.get_receiver(database, subscription_id, even_if_inactive=True)
    if sealed is None:
        raise WebhookNotFound
    receiver = sealed.open(subscription_id, vault)
    body = envelope(PING, datetime.now(UTC), {"webhook_id": subscription_id})
    outcome = await sender.send(receiver, str(uuid4()), body)
    return PingResult(
        is_delivered=is_delivered(outcome.status),
        status=outcome.status,
        error=outcome.error,
        milliseconds=round(outcome.seconds * 1000),
    )
