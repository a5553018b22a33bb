"""The application of base_server."""

from base_api import ADMIN
from face_api import FaceApi
from fastapi import APIRouter, FastAPI
from service_kit.application import create_service
from service_kit.audit.reading import audit_router
from service_kit.components import Component
from service_kit.database import Database
from service_kit.http_client import ServiceAuthenticator
from service_kit.outbox import OutboxRelay
from service_kit.periodic import Job, PeriodicJobs
from service_kit.redis_async import RedisConnection
from service_kit.redis_async.sessions import SessionStore
from service_kit.redis_async.streams import EventStreams
from service_kit.trimming import TRIMMING
from store_api import StoreApi

from app.auth.router import router as auth
from app.auth_cards.keys import CardKeys
from app.auth_cards.router import admin_router as auth_cards_admin
from app.auth_cards.router import router as auth_cards
from app.boarding.router import router as boarding
from app.boarding.router import security_router as boarding_security
from app.cameras.router import robot_router as robot_cameras
from app.cameras.router import router as cameras
from app.checks.router import router as checks
from app.commands.router import admin_router as commands_admin
from app.commands.router import router as commands
from app.config import Settings
from app.conflicts.router import router as conflicts
from app.destinations.router import attractions_router, hotels_router
from app.destinations.router import passenger_router as destinations_for_passengers
from app.destinations.router import router as destinations
from app.engineers.router import router as engineers
from app.heartbeats.router import router as heartbeats
from app.identification.router import router as identification
from app.incidents.events import INCIDENT_CHANGED, INCIDENT_CREATED, publish_incidents
from app.incidents.router import admin_router as incident_figures
from app.incidents.router import robot_router as robot_incidents
from app.incidents.router import router as incidents
from app.incidents.service import delete_old_snapshots
from app.internal.router import router as internal
from app.liveness.router import router as liveness
from app.manifests.keys import ManifestKeys
from app.manifests.router import router as manifests
from app.monitoring.router import router as monitoring
from app.monitoring.service import CONNECTION_CHANGED, publish_connections, tell_connections
from app.offline_checks.router import router as offline_checks
from app.passengers.erasure import USER_ERASED, finish_erasure
from app.passengers.router import admin_router as passengers_admin
from app.passengers.router import router as passengers
from app.revocation import SESSIONS_REVOKED, revoke_sessions
from app.robots.router import admin_router as robots_admin
from app.robots.router import router as robots
from app.robots.router import security_router as robots_security
from app.sessions.router import router as sessions_admin
from app.sign_in.provider import IdentityProvider
from app.sign_in.router import admin_router as identities
from app.sign_in.router import router as sign_in
from app.stations.router import admin_router as stations_admin
from app.stations.router import router as stations
from app.terminals.router import router as terminals
from app.tickets.codes import CodeVault
from app.tickets.router import router as tickets
from app.train_stores.router import router as train_stores
from app.transfer.router import router as transfer
from app.users.faces import FACE_RECONCILED, reconcile_face
from app.users.router import router as users
from app.users.turns import FaceTurns
from app.watch_list.faces import (
    ENTRY_FACE_ERASED,
    ENTRY_RECONCILED,
    erase_entry_face,
    reconcile_entry,
)
from app.watch_list.router import router as watch_list
from app.watch_list.service import forget_closed_faces

NAME = "base"
ADMIN_PREFIX = "/admin"
DEVICE_ROUTERS = [
    checks,
    heartbeats,
    manifests,
    offline_checks,
    auth,
    sign_in,
    robots,
    commands,
    auth_cards,
    robot_incidents,
    robot_cameras,
    identification,
    liveness,
    passengers,
    destinations,
    destinations_for_passengers,
    stations,
    internal,
]
SECURITY_ROUTERS = [
    monitoring,
    robots_security,
    incidents,
    cameras,
    watch_list,
    boarding_security,
]
# The administration of a railway's own system.
ADMIN_ROUTERS = [
    users,
    identities,
    passengers_admin,
    engineers,
    tickets,
    conflicts,
    boarding,
    incident_figures,
    robots_admin,
    commands_admin,
    terminals,
    train_stores,
    audit_router(ADMIN),
    sessions_admin,
    auth_cards_admin,
    hotels_router,
    attractions_router,
    stations_admin,
    transfer,
]
JOBS = [
    *TRIMMING,
    Job("robot_connections", 5, tell_connections),
    Job("incident_snapshots", 600, delete_old_snapshots),
    Job("watch_list_faces", 60, forget_closed_faces),
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
        for router in [*DEVICE_ROUTERS, *SECURITY_ROUTERS, *ADMIN_ROUTERS]
        if settings.admin_api_enabled or not router.prefix.startswith(ADMIN_PREFIX)
    ]


def _components(settings: Settings) -> list[Component]:
    database = Database(settings.database)
    redis = RedisConnection(settings.redis)
    sessions = SessionStore(redis, settings.sessions)
    faces, turns = FaceApi(settings.face_api, caller=NAME), FaceTurns(settings.database)
    streams = EventStreams(redis)
    handlers = {
        SESSIONS_REVOKED: revoke_sessions(sessions),
        FACE_RECONCILED: reconcile_face(database, faces, turns),
        ENTRY_RECONCILED: reconcile_entry(database, faces),
        ENTRY_FACE_ERASED: erase_entry_face(database, faces),
        INCIDENT_CREATED: publish_incidents(streams),
        INCIDENT_CHANGED: publish_incidents(streams),
        CONNECTION_CHANGED: publish_connections(streams),
        USER_ERASED: finish_erasure(database, faces),
    }
    return [
        database,
        redis,
        sessions,
        ServiceAuthenticator(audience=NAME, secret=settings.internal.secret),
        CodeVault(settings.ticket_codes),
        CardKeys(settings.auth_cards),
        ManifestKeys(settings.manifests, platform=settings.platform_name),
        faces,
        turns,
        StoreApi(settings.store_api, caller=NAME),
        IdentityProvider(settings.identity, public_url=settings.public_url),
        streams,
        OutboxRelay(database, handlers, urgent=[SESSIONS_REVOKED]),
        PeriodicJobs(database, JOBS),
    ]
