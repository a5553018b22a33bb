"""Every query for subscriptions and their deliveries, but those of delivering (see `queue`)."""

from uuid import UUID

from sqlalchemy import CursorResult, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import DeliveryState, WebhookDelivery, WebhookSubscription


def subscriptions() -> Select[WebhookSubscription]:
    return select(WebhookSubscription)


async def new_id(session: AsyncSession) -> UUID:
    made: UUID = (await session.execute(select(func.uuidv7()))).scalar_one()
    return made


async def get_subscription_held(
    session: AsyncSession, subscription_id: UUID
) -> WebhookSubscription | None:
    query = subscriptions().where(WebhookSubscription.id == subscription_id)
    return await session.scalar(query.with_for_update(key_share=True))


def deliveries(subscription_id: UUID, state: DeliveryState | None) -> Select[WebhookDelivery]:
    query = select(WebhookDelivery).where(WebhookDelivery.subscription_id == subscription_id)
    return query if state is None else query.where(WebhookDelivery.state == state)


async def get_delivery_held(
    session: AsyncSession, subscription_id: UUID, delivery_id: UUID
) -> WebhookDelivery | None:
    query = deliveries(subscription_id, None).where(WebhookDelivery.id == delivery_id)
    return await session.scalar(query.with_for_update())


async def revive_dead(session: AsyncSession, subscription_id: UUID) -> int:
    """Let every dead letter begin anew; how many there were."""
    revived = await session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.subscription_id == subscription_id,
            WebhookDelivery.state == DeliveryState.DEAD,
        )
        .values(state=DeliveryState.PENDING, attempts=0, due_at=func.now(), finished_at=None)
    )
    return revived.rowcount if isinstance(revived, CursorResult) else 0
