"""The port behind which a detector and an encoder stand."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from app.pictures.decoding import Pixels

Template = npt.NDArray[np.float32]
"""One face as the encoder sees it: `dimension` numbers."""

Templates = npt.NDArray[np.float32]
"""Faces × `dimension`."""


@dataclass(frozen=True, slots=True)
class Box:
    """A face's place in pixels from the upper left corner; it may reach over the border."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Detection:
    """`score` is the detector's own measure: the higher, the surer. `landmarks` are there when it
    finds them together with the face."""

    box: Box
    score: float
    landmarks: Sequence[Point] = ()


@dataclass(frozen=True, slots=True)
class AlignedFace:
    """A face turned upright and cut out in the size that the encoder takes.

    `landmarks` are five points in the engine's own order. `eyes` are the centres of the two, the
    one further left in the picture first; `nose` is the nose's tip or base.
    """

    landmarks: Sequence[Point]
    eyes: tuple[Point, Point]
    nose: Point
    chip: Pixels


class Measure(StrEnum):
    """What the encoder was trained for. Templates are always compared by their Euclidean distance:
    with `COSINE` they have the length one, and the distance d stands for the cosine 1 - d² / 2.
    """

    EUCLIDEAN = "EUCLIDEAN"
    COSINE = "COSINE"


class FaceEngine(ABC):
    """Detect → align → encode. Templates of engines with different ids never meet.

    An engine is made in the server, where it is only asked for its figures and for
    `require_model`, and pickled into the workers, which `load` the model and do the work.
    """

    engine_id: str
    dimension: int
    measure: Measure

    @abstractmethod
    def require_model(self) -> None:
        """Raise `EngineUnavailable` when the files of the model are missing."""

    @abstractmethod
    def load(self) -> None:
        """Read the model into memory."""

    @abstractmethod
    def detect(self, pixels: Pixels) -> list[Detection]:
        """Find the faces, the surest first."""

    @abstractmethod
    def align(self, pixels: Pixels, detection: Detection) -> AlignedFace: ...

    @abstractmethod
    def encode(self, face: AlignedFace) -> Template:
        """The template, in the length that `measure` asks for."""


class PassiveModel(ABC):
    """Tells a face from a picture of a face, without asking anybody to move.

    Made in the server, loaded and asked in the workers, as a `FaceEngine` is."""

    @abstractmethod
    def require_model(self) -> None:
        """Raise `EngineUnavailable` when the file of the model is missing."""

    @abstractmethod
    def load(self) -> None:
        """Read the model into memory."""

    @abstractmethod
    def score(self, pixels: Pixels, box: Box) -> float:
        """0 for a picture of a face, 1 for a face."""


class Engines:
    """What the workers load: the engine in use, while moving to another the next one, and a model
    for liveness where there is one."""

    def __init__(
        self,
        current: FaceEngine,
        following: FaceEngine | None = None,
        passive: PassiveModel | None = None,
    ) -> None:
        self.current = current
        self.following = following
        self.passive = passive

    @property
    def models(self) -> list[FaceEngine | PassiveModel]:
        """All that has to be loaded."""
        return [*self, *([self.passive] if self.passive else [])]

    def __iter__(self) -> Iterator[FaceEngine]:
        yield self.current
        if self.following:
            yield self.following


def middle(first: Point, second: Point) -> Point:
    return Point((first.x + second.x) / 2, (first.y + second.y) / 2)


def distance_between(first: Point, second: Point) -> float:
    return math.hypot(second.x - first.x, second.y - first.y)


def from_left(first: Point, second: Point) -> tuple[Point, Point]:
    return (first, second) if first.x <= second.x else (second, first)


class EngineUnavailable(Exception):
    """The model of an engine cannot be loaded; the message says what to install."""
