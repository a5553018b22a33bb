"""The port behind which a detector and an encoder stand."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

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
    """`score` is the detector's own measure: the higher, the surer."""

    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class AlignedFace:
    """A face turned upright and cut out in the size that the encoder takes."""

    landmarks: Sequence[Point]
    chip: Pixels


class FaceEngine(ABC):
    """Detect → align → encode. Templates of engines with different ids never meet.

    An engine is made in the server, where it is only asked for its figures, and pickled into the
    workers, which `load` the model and do the work.
    """

    engine_id: ClassVar[str]
    dimension: ClassVar[int]
    index_space: ClassVar[Literal["l2", "cosine", "ip"]]
    """The space of the vector index in which this engine's neighbours are neighbours."""

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
    def encode(self, face: AlignedFace) -> Template: ...

    @abstractmethod
    def distances(self, probe: Template, templates: Templates) -> npt.NDArray[np.float64]:
        """The distance from `probe` to each template, in the unit of the thresholds."""

    @abstractmethod
    def from_index(self, distance: float) -> float:
        """Turn what the index calls a distance into the unit of the thresholds."""


class EngineUnavailable(Exception):
    """The model of an engine cannot be loaded; the message says what to install."""
