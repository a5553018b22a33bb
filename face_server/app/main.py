"""face_server: biometrics over ChromaDB, for other services only."""

from fastapi import FastAPI
from service_kit.application import create_service
from service_kit.http_client import ServiceAuthenticator
from service_kit.redis_async import RedisConnection

from app.chroma import Chroma
from app.config import Settings
from app.evaluation.router import router as evaluation
from app.faces.router import router as faces
from app.figures import FaceFigures
from app.liveness.router import router as liveness
from app.templates.galleries import Galleries
from app.templates.moving import Moving
from app.templates.recall import RecallCheck
from app.templates.records import Records
from app.templates.registry import Registry
from app.templates.store import TemplateStore
from app.workers.pool import WorkerPool

SERVICE = "face"


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    redis, chroma = RedisConnection(settings.redis), Chroma(settings.chroma)
    registry = Registry(redis)
    store = TemplateStore(registry, Records(chroma), settings.templates.sealer)
    galleries, engines = Galleries(registry, store), settings.make_engines()
    moving, recall = Moving(galleries, engines, settings.move_share), RecallCheck(galleries)
    app = create_service(
        name=SERVICE,
        description="Enrols, recognises and erases faces. Reached by other services only.",
        settings=settings,
        routers=[evaluation, liveness, faces],
        components=[
            ServiceAuthenticator(audience=SERVICE, secret=settings.internal.secret),
            redis,
            chroma,
            galleries,
            moving,
            recall,
            WorkerPool(engines, settings.workers, settings.worker),
        ],
    )
    app.state.metrics.registry.register(FaceFigures(galleries, moving, recall))
    return app
