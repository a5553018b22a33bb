"""What the face routes are given."""

from typing import Annotated

from fastapi import Depends, Request
from service_kit.components import provide

from app.config import Settings
from app.faces.comparing import Comparer
from app.faces.examiner import Examiner
from app.faces.presence import Presence
from app.faces.service import FaceService
from app.liveness.router import ChallengesDep
from app.templates.galleries import Galleries
from app.templates.moving import Moving
from app.workers.pool import WorkerPool


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


SettingsDep = Annotated[Settings, Depends(_settings)]
PoolDep = Annotated[WorkerPool, Depends(provide(WorkerPool))]
GalleriesDep = Annotated[Galleries, Depends(provide(Galleries))]
MovingDep = Annotated[Moving, Depends(provide(Moving))]


async def _examiner(pool: PoolDep, settings: SettingsDep) -> Examiner:
    return Examiner(pool, settings)


ExaminerDep = Annotated[Examiner, Depends(_examiner)]


async def _face_service(
    examiner: ExaminerDep,
    galleries: GalleriesDep,
    moving: MovingDep,
    challenges: ChallengesDep,
    settings: SettingsDep,
) -> FaceService:
    comparer = Comparer(galleries, moving, settings)
    presence = Presence(examiner, challenges, settings)
    return FaceService(examiner, comparer, presence, galleries.store, settings)


FaceServiceDep = Annotated[FaceService, Depends(_face_service)]
