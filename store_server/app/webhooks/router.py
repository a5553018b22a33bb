from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.paging import BadCursor, Page, PageDep
from service_kit.routing import feature_router, query_of
from service_kit.schemas import OK, Ok

from app.webhooks import service
from app.webhooks.errors import (
    DeliveryNotFound,
    DeliveryPending,
    WebhookNotFound,
    WebhookUrlRefused,
)
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
from app.webhooks.secrets import SecretVaultDep
from app.webhooks.sender import WebhookSenderDep

router = feature_router("/admin", tag="webhooks")


@router.post(
    "/webhook",
    status_code=201,
    summary="Subscribe an address to events",
    responses=problems(WebhookUrlRefused),
)
async def create_webhook(
    body: WebhookWrite,
    _: AdminDep,
    session: SessionDep,
    vault: SecretVaultDep,
    sender: WebhookSenderDep,
) -> WebhookWithSecret:
    """Takes no Idempotency-Key: its answer holds a secret, which must not be kept."""
    return await service.create(session, vault, sender, body)


@router.get("/webhooks", summary="List webhook subscriptions", responses=problems(BadCursor))
async def list_webhooks(_: AdminDep, session: SessionDep, page: PageDep) -> Page[WebhookRead]:
    """The newest first, without their secrets."""
    return await service.list_subscriptions(session, page)


@router.get(
    "/webhook/{webhook_id}",
    summary="Show a webhook subscription",
    responses=problems(WebhookNotFound),
)
async def get_webhook(webhook_id: UUID, _: AdminDep, session: SessionDep) -> WebhookRead:
    """Without its secret."""
    return WebhookRead.of(await service.require(session, webhook_id))


@router.put(
    "/webhook/{webhook_id}",
    summary="Change a webhook subscription",
    responses=problems(WebhookNotFound, WebhookUrlRefused),
)
async def update_webhook(
    webhook_id: UUID,
    body: WebhookWrite,
    _: AdminDep,
    session: SessionDep,
    sender: WebhookSenderDep,
) -> WebhookRead:
    """Replaces all of its fields; what already waits goes to the new address."""
    return await service.update(session, sender, webhook_id, body)


@router.delete(
    "/webhook/{webhook_id}",
    summary="Delete a webhook subscription",
    responses=problems(WebhookNotFound),
)
async def delete_webhook(webhook_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """Its deliveries go with it, those that wait too."""
    await service.delete(session, webhook_id)
    return OK


@router.post(
    "/webhook/{webhook_id}/rotate_secret",
    summary="Give a webhook subscription a new secret",
    responses=problems(WebhookNotFound),
)
async def rotate_webhook_secret(
    webhook_id: UUID,
    body: SecretRotate,
    _: AdminDep,
    session: SessionDep,
    vault: SecretVaultDep,
) -> WebhookWithSecret:
    """Both secrets sign for a while; one that was already on its way out is dead at once."""
    return await service.rotate_secret(session, vault, webhook_id, body)


@router.post(
    "/webhook/{webhook_id}/ping",
    summary="Send a test event",
    responses=problems(WebhookNotFound),
)
async def ping_webhook(
    webhook_id: UUID,
    _: AdminDep,
    database: DatabaseDep,
    vault: SecretVaultDep,
    sender: WebhookSenderDep,
) -> PingResult:
    """One `webhook.ping`, now, to an inactive subscription too; it is not repeated."""
    return await service.ping(database, vault, sender, webhook_id)


@router.get(
    "/webhook/{webhook_id}/deliveries",
    summary="List deliveries of a webhook subscription",
    responses=problems(WebhookNotFound, BadCursor),
)
async def list_webhook_deliveries(
    webhook_id: UUID,
    _: AdminDep,
    session: SessionDep,
    page: PageDep,
    filters: Annotated[DeliveryFilters, query_of(DeliveryFilters)],
) -> Page[DeliveryRead]:
    """The newest first; `state=DEAD` for what was given up after 24 hours."""
    return await service.list_deliveries(session, webhook_id, page, filters)


@router.post(
    "/webhook/{webhook_id}/delivery/{delivery_id}/replay",
    summary="Deliver once more",
    responses=problems(WebhookNotFound, DeliveryNotFound, DeliveryPending),
)
async def replay_webhook_delivery(
    webhook_id: UUID, delivery_id: UUID, _: AdminDep, session: SessionDep
) -> DeliveryRead:
    """With the same `webhook-id`, whether it was delivered or given up."""
    return await service.replay(session, webhook_id, delivery_id)


@router.post(
    "/webhook/{webhook_id}/replay",
    summary="Deliver all dead letters once more",
    responses=problems(WebhookNotFound),
)
async def replay_dead_webhook_deliveries(
    webhook_id: UUID, _: AdminDep, session: SessionDep
) -> Replayed:
    """Each begins its 24 hours anew."""
    return await service.replay_dead(session, webhook_id)
