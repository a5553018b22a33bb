"""Which engine looks at faces, and when two of its templates count as one person."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field, FilePath, model_validator

from app.engine.base import FaceEngine, Measure
from app.engine.dlib_engine import DlibEngine
from app.engine.onnx_engine import Channels, OnnxEngine, OnnxModels
from app.templates.index import Collection
from app.verdict import MatchRule


class EngineKind(StrEnum):
    DLIB = "dlib"
    ONNX = "onnx"


class RuleSettings(BaseModel):
    """When faces count as one person; see `MatchRule`. What is left out is usual for the engine."""

    threshold: float | None = Field(default=None, gt=0)
    margin: float | None = Field(default=None, ge=0)

    def rule(self, usual: MatchRule) -> MatchRule:
        return MatchRule(
            usual.threshold if self.threshold is None else self.threshold,
            usual.margin if self.margin is None else self.margin,
        )


class OnnxSettings(BaseModel):
    """The operator's models; see `OnnxModels`."""

    detector: FilePath
    encoder: FilePath
    dimension: int = Field(default=128, ge=1)
    measure: Measure = Measure.COSINE
    channels: Channels = Channels.RGB
    mean: float = 0.0
    divisor: float = Field(default=1.0, gt=0)
    minimum_score: float = Field(default=0.7, gt=0, lt=1)

    @property
    def models(self) -> OnnxModels:
        return OnnxModels(**self.model_dump())


# Of dlib: see the README. Of ONNX: a little stricter than what OpenCV gives for SFace, a cosine of
# 0.363, which is a distance of 1.13; another encoder needs thresholds of its own.
_USUAL = {
    (EngineKind.DLIB, Collection.PASSENGERS): MatchRule(threshold=0.5, margin=0.04),
    (EngineKind.DLIB, Collection.WATCHLIST): MatchRule(threshold=0.45, margin=0.04),
    (EngineKind.ONNX, Collection.PASSENGERS): MatchRule(threshold=1.05, margin=0.08),
    (EngineKind.ONNX, Collection.WATCHLIST): MatchRule(threshold=0.95, margin=0.08),
}


class EngineSettings(BaseModel):
    kind: EngineKind = EngineKind.DLIB
    onnx: OnnxSettings | None = None
    passengers: RuleSettings = RuleSettings()
    watchlist: RuleSettings = RuleSettings()

    @model_validator(mode="after")
    def _require_models(self) -> Self:
        if self.kind is EngineKind.ONNX and self.onnx is None:
            raise ValueError("the engine onnx needs ONNX__DETECTOR and ONNX__ENCODER")
        return self

    def make(self) -> FaceEngine:
        if self.kind is EngineKind.ONNX and self.onnx:
            return OnnxEngine(self.onnx.models)
        return DlibEngine()

    def rule(self, collection: Collection) -> MatchRule:
        match collection:
            case Collection.PASSENGERS:
                chosen = self.passengers
            case Collection.WATCHLIST:
                chosen = self.watchlist
        return chosen.rule(_USUAL[self.kind, collection])
