"""What the face routes are given."""

from typing import Annotated

from fastapi import Depends, Request
from service_kit.components import provide

from app.chroma import Chroma
from app.config import Settings
from app.faces.examiner import Examiner
from app.faces.repository import FaceRepository
from app.faces.service import FaceService
from app.workers.pool import WorkerPool


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _face_service(
    pool: Annotated[WorkerPool, Depends(provide(WorkerPool))],
    chroma: Annotated[Chroma, Depends(provide(Chroma))],
    settings: Annotated[Settings, Depends(_settings)],
) -> FaceService:
    repository = FaceRepository(chroma, pool.engine)
    return FaceService(pool.engine, Examiner(pool, settings), repository, settings)


FaceServiceDep = Annotated[FaceService, Depends(_face_service)]
