"""Settings of face_server: environment variables with the prefix FACE_."""

import os

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import SettingsConfigDict
from service_kit.settings import InternalSettings, ServiceSettings

from app.engine.quality import QualityDemands
from app.pictures.decoding import PictureLimits
from app.verdict import MatchRule
from app.workers.pool import WorkerSettings

MEBIBYTE = 1024 * 1024


class ChromaSettings(BaseModel):
    """The vector store. It has no authentication of its own: keep it private."""

    host: str = "127.0.0.1"
    port: int = 8000
    tenant: str = "default_tenant"
    database: str = "default_database"
    timeout_seconds: float = Field(default=2.0, gt=0)


class PictureSettings(BaseModel):
    max_bytes: int = 8 * MEBIBYTE
    max_pixels: int = 24_000_000
    working_side: int = Field(default=1024, ge=200)

    @property
    def limits(self) -> PictureLimits:
        return PictureLimits(self.max_bytes, self.max_pixels, self.working_side)


class QualitySettings(BaseModel):
    """What a face must be like; see `Quality` for the units."""

    minimum_size: float
    minimum_sharpness: float

    @property
    def demands(self) -> QualityDemands:
        return QualityDemands(self.minimum_size, self.minimum_sharpness)


class RuleSettings(BaseModel):
    """When faces count as one person; see `MatchRule`. In the unit of the engine's distance."""

    threshold: float = Field(gt=0)
    margin: float = Field(ge=0)

    @property
    def rule(self) -> MatchRule:
        return MatchRule(self.threshold, self.margin)


def _usable_cores() -> int:
    return len(os.sched_getaffinity(0))


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="FACE_")

    port: int = 8030
    # A picture grows by a third in base64, and a search may name thousands of subjects.
    max_body_bytes: int = 12 * MEBIBYTE
    internal: InternalSettings = InternalSettings(
        secret=SecretStr("provodnik-development-secret-face")
    )
    chroma: ChromaSettings = ChromaSettings()
    workers: int = Field(default_factory=_usable_cores, ge=1)
    worker: WorkerSettings = WorkerSettings()
    picture: PictureSettings = PictureSettings()
    # A template is kept for years and compared a thousand times, a question is asked once and can
    # be asked again: so enrolment demands more.
    enrolment: QualitySettings = QualitySettings(minimum_size=60, minimum_sharpness=4.0)
    question: QualitySettings = QualitySettings(minimum_size=32, minimum_sharpness=1.1)
    passengers: RuleSettings = RuleSettings(threshold=0.5, margin=0.04)
    watchlist: RuleSettings = RuleSettings(threshold=0.45, margin=0.04)
