"""The application of base_server."""

from face_api import FaceApi
from fastapi import APIRouter, FastAPI
from service_kit.application import create_service
from service_kit.components import Component
from service_kit.database import Database
from service_kit.http_client import ServiceAuthenticator
from service_kit.outbox import OutboxRelay
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.sessions import SessionStore
from store_api import StoreApi

from app.auth.router import router as auth
from app.checks.router import router as checks
from app.commands.router import admin_router as commands_admin
from app.commands.router import router as commands
from app.config import Settings
from app.conflicts.router import router as conflicts
from app.destinations.router import admin_router as destinations_admin
from app.destinations.router import router as destinations
from app.engineers.router import router as engineers
from app.heartbeats.router import router as heartbeats
from app.identification.router import router as identification
from app.internal.router import router as internal
from app.manifests.keys import ManifestKeys
from app.manifests.router import router as manifests
from app.offline_checks.router import router as offline_checks
from app.revocation import SESSIONS_REVOKED, revoke_sessions
from app.robots.router import admin_router as robots_admin
from app.robots.router import router as robots
from app.terminals.router import router as terminals
from app.tickets.codes import CodeVault
from app.tickets.router import router as tickets
from app.train_stores.router import router as train_stores
from app.users.faces import FACE_RECONCILED, reconcile_face
from app.users.router import router as users

NAME = "base"
ADMIN_PREFIX = "/admin"
DEVICE_ROUTERS = [
    checks,
    heartbeats,
    manifests,
    offline_checks,
    auth,
    robots,
    commands,
    identification,
    destinations,
    internal,
]
# The administration of a railway's own system.
ADMIN_ROUTERS = [
    users,
    engineers,
    tickets,
    conflicts,
    robots_admin,
    commands_admin,
    terminals,
    train_stores,
    destinations_admin,
]


def create_app(settings: Settings | None = None) -> FastAPI:
    """Assemble base_server. Nothing connects before the application starts."""
    settings = settings or Settings()
    return create_service(
        name=NAME,
        description="People, engineers, robots, tickets and trips of Provodnik.",
        settings=settings,
        routers=_routers(settings),
        components=_components(settings),
    )


def _routers(settings: Settings) -> list[APIRouter]:
    """All, or all but the administration: told by the prefix, so that none can be forgotten."""
    return [
        router
        for router in [*DEVICE_ROUTERS, *ADMIN_ROUTERS]
        if settings.admin_api_enabled or not router.prefix.startswith(ADMIN_PREFIX)
    ]


def _components(settings: Settings) -> list[Component]:
    database = Database(settings.database)
    redis = RedisConnection(settings.redis)
    sessions = SessionStore(redis, settings.sessions)
    faces = FaceApi(settings.face_api, caller=NAME)
    handlers = {
        SESSIONS_REVOKED: revoke_sessions(sessions),
        FACE_RECONCILED: reconcile_face(database, faces),
    }
    return [
        database,
        redis,
        sessions,
        ServiceAuthenticator(audience=NAME, secret=settings.internal.secret),
        CodeVault(settings.ticket_codes),
        ManifestKeys(settings.manifests, platform=settings.platform_name),
        faces,
        StoreApi(settings.store_api, caller=NAME),
        OutboxRelay(database, handlers),
    ]
