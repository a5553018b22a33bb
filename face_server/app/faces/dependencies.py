"""What the face routes are given."""

from typing import Annotated

from fastapi import Depends, Request
from service_kit.components import provide

from app.config import Settings
from app.faces.comparing import Comparer
from app.faces.examiner import Examiner
from app.faces.service import FaceService
from app.templates.galleries import Galleries
from app.workers.pool import WorkerPool


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(_settings)]
PoolDep = Annotated[WorkerPool, Depends(provide(WorkerPool))]
GalleriesDep = Annotated[Galleries, Depends(provide(Galleries))]


async def _examiner(pool: PoolDep, settings: SettingsDep) -> Examiner:
    return Examiner(pool, settings)


ExaminerDep = Annotated[Examiner, Depends(_examiner)]


async def _face_service(
    examiner: ExaminerDep, pool: PoolDep, galleries: GalleriesDep, settings: SettingsDep
) -> FaceService:
    comparer = Comparer(galleries, pool.engines, settings)
    return FaceService(examiner, comparer, galleries.store, settings)


FaceServiceDep = Annotated[FaceService, Depends(_face_service)]
