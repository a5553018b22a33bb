"""Settings of face_server: environment variables with the prefix FACE_."""

import os

from pydantic import BaseModel, DirectoryPath, Field, SecretStr
from pydantic_settings import SettingsConfigDict
from service_kit.settings import InternalSettings, RedisSettings, ServiceSettings

from app.chroma import ChromaSettings
from app.engine.base import Engines
from app.engine.quality import QualityDemands
from app.engine_settings import EngineSettings
from app.liveness.settings import LivenessSettings
from app.pictures.decoding import PictureLimits
from app.templates.sealing import Sealer
from app.workers.pool import WorkerSettings

MEBIBYTE = 1024 * 1024


class TemplateSettings(BaseModel):
    """What stored templates are sealed with; see `Sealer`.

    To change the secret, put the old one into `former_secret` for as long as it is still needed.
    """

    secret: SecretStr = SecretStr("provodnik-development-secret-templates")
    former_secret: SecretStr | None = None

    @property
    def sealer(self) -> Sealer:
        former = self.former_secret.get_secret_value().encode() if self.former_secret else None
        return Sealer(self.secret.get_secret_value().encode(), former)


class PictureSettings(BaseModel):
    max_bytes: int = 8 * MEBIBYTE
    max_pixels: int = 24_000_000
    working_side: int = Field(default=1024, ge=200)

    @property
    def limits(self) -> PictureLimits:
        return PictureLimits(self.max_bytes, self.max_pixels, self.working_side)


class QualitySettings(BaseModel):
    """What a face must be like; see `Quality` and `Pose` for the units."""

    minimum_score: float
    minimum_size: float
    minimum_sharpness: float
    minimum_brightness: float
    maximum_overexposed: float
    minimum_evenness: float
    maximum_yaw: float
    maximum_roll: float

    @property
    def demands(self) -> QualityDemands:
        return QualityDemands(**self.model_dump())


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0))


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FACE_", nested_model_default_partial_update=True)

    port: int = 8030
    # A picture grows by a third in base64, and a search may name thousands of subjects.
    max_body_bytes: int = 12 * MEBIBYTE
    internal: InternalSettings = InternalSettings(
        secret=SecretStr("provodnik-development-secret-face")
    )
    chroma: ChromaSettings = ChromaSettings()
    redis: RedisSettings = RedisSettings()
    templates: TemplateSettings = TemplateSettings()
    workers: int = Field(default_factory=_usable_cores, ge=1)
    worker: WorkerSettings = WorkerSettings()
    picture: PictureSettings = PictureSettings()
    # A template is kept for years and compared a thousand times, a question is asked once and can
    # be asked again: so enrolment demands more.
    enrolment: QualitySettings = QualitySettings(
        minimum_score=0.3,
        minimum_size=60,
        minimum_sharpness=4.0,
        minimum_brightness=45,
        maximum_overexposed=0.5,
        minimum_evenness=0.6,
        maximum_yaw=0.2,
        maximum_roll=30,
    )
    question: QualitySettings = QualitySettings(
        minimum_score=0.2,
        minimum_size=32,
        minimum_sharpness=1.1,
        minimum_brightness=18,
        maximum_overexposed=0.9,
        minimum_evenness=0.2,
        maximum_yaw=0.4,
        maximum_roll=45,
    )
    liveness: LivenessSettings = LivenessSettings()
    engine: EngineSettings = EngineSettings()
    # While moving to another engine: both make templates, and the next one answers as soon as it
    # has those of `move_share` of the subjects.
    next_engine: EngineSettings | None = None
    move_share: float = Field(default=0.95, gt=0, le=1)

    # `person/picture` below it: pictures with names, for `GET /faces/evaluate`.
    eval_dir: DirectoryPath | None = None

    def make_engines(self) -> Engines:
        """Raises `ValueError` when there is nothing to move to."""
        following = self.next_engine.make() if self.next_engine else None
        engines = Engines(self.engine.make(), following, self.liveness.make_passive())
        if engines.following and engines.following.engine_id == engines.current.engine_id:
            raise ValueError("FACE_NEXT_ENGINE is the engine in use: name another or take it out")
        return engines
