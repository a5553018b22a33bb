"""face_server: biometrics over ChromaDB, for other services only."""

from fastapi import FastAPI
from service_kit.application import create_service
from service_kit.http_client import ServiceAuthenticator

from app.chroma import Chroma
from app.config import Settings
from app.engine.dlib_engine import DlibEngine
from app.faces.router import router as faces
from app.workers.pool import WorkerPool

SERVICE = "face"


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings()
    return create_service(
        name=SERVICE,
        description="Enrols, recognises and erases faces. Reached by other services only.",
        settings=settings,
        routers=[faces],
        components=[
            ServiceAuthenticator(audience=SERVICE, secret=settings.internal.secret),
            Chroma(settings.chroma),
            WorkerPool(DlibEngine(), settings.workers, settings.worker),
        ],
    )
