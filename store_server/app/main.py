"""The application of store_server."""

from base_api import ADMIN, BaseApi
from fastapi import FastAPI
from service_kit.application import create_service
from service_kit.audit.reading import audit_router
from service_kit.components import Component
from service_kit.database import Database
from service_kit.http_client import ServiceAuthenticator
from service_kit.outbox import OutboxRelay
from service_kit.outbox.relay import one_after_another
from service_kit.periodic import PeriodicJobs
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.sessions import SessionStore
from service_kit.redis_async.streams import EventStreams
from service_kit.trimming import TRIMMING

from app.accounting.router import router as accounting
from app.accounting.service import REPORT_CLOSED
from app.allotments.router import router as allotments
from app.config import Settings, WebhookSettings
from app.internal.router import router as internal
from app.items.router import router as items
from app.logos.files import LogoFiles
from app.logos.router import router as logos
from app.logos.service import removal_job
from app.passengers.router import router as passengers
from app.purchases.router import router as purchases
from app.railway.service import Railway
from app.receipts.router import router as receipts
from app.refunds.router import router as refunds
from app.refunds.service import PURCHASE_REFUNDED
from app.reservations.router import router as reservations
from app.reservations.service import TIDY_RESERVATIONS
from app.statistics.router import router as statistics
from app.stock.router import router as stock
from app.stores.router import router as stores
from app.stores.router import terminal_router as own_store
from app.tasks.events import PURCHASE_CREATED, TASK_CHANGED, publish_tasks
from app.tasks.router import router as tasks
from app.webhooks.dispatcher import WebhookDispatcher
from app.webhooks.fan_out import FanOut
from app.webhooks.messages import describe_events
from app.webhooks.router import router as webhooks
from app.webhooks.secrets import SecretVault
from app.webhooks.sender import WebhookSender

ROUTERS = (
    purchases,
    passengers,
    refunds,
    receipts,
    logos,
    items,
    reservations,
    allotments,
    stock,
    tasks,
    stores,
    own_store,
    accounting,
    statistics,
    webhooks,
    audit_router(ADMIN),
    internal,
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Nothing connects before the application starts."""
    settings = settings or Settings()
    database, redis = Database(settings.database), RedisConnection(settings.redis)
    streams, files = EventStreams(redis), LogoFiles(settings.logos.folder)
    app = create_service(
        name="store",
        description="Stores, items, stock, purchases and the tasks of a store's staff.",
        settings=settings,
        routers=ROUTERS,
        components=[
            database,
            redis,
            SessionStore(redis, settings.sessions),
            ServiceAuthenticator(audience="store", secret=settings.internal.secret),
            Railway(BaseApi(settings.base_api, caller="store")),
            streams,
            _relay(database, streams),
            *_webhooks(database, settings.webhooks),
            files,
            PeriodicJobs(database, [*TRIMMING, TIDY_RESERVATIONS, removal_job(files)]),
        ],
    )
    describe_events(app)
    return app


def _relay(database: Database, streams: EventStreams) -> OutboxRelay:
    publish, fan_out = publish_tasks(streams), FanOut(database)
    return OutboxRelay(
        database,
        {
            PURCHASE_CREATED: one_after_another(publish, fan_out),
            PURCHASE_REFUNDED: fan_out,
            REPORT_CLOSED: fan_out,
            TASK_CHANGED: publish,
        },
    )


def _webhooks(database: Database, settings: WebhookSettings) -> list[Component]:
    vault, sender = SecretVault(settings.secret), WebhookSender(settings)
    return [vault, sender, WebhookDispatcher(database, vault, sender, settings)]
