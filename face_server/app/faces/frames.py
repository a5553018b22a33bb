"""Several frames of one moment as one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.engine.base import Template
from app.engine.examination import EncodedFace, ExaminedFace
from app.refusals import PictureRefused, Reason


@dataclass(frozen=True, slots=True)
class Frames:
    """What the usable frames say together.

    `templates` are the means over the frames, by engine: what differs by chance from frame to
    frame (noise, expression, a shadow) cancels out, what is the person's own stays. `face` is that
    of the sharpest frame, `refused` why the other frames were left out.
    """

    face: ExaminedFace
    templates: Mapping[str, Template]
    single: Sequence[EncodedFace]
    refused: Sequence[Reason]


def combine(answers: Sequence[EncodedFace | PictureRefused]) -> Frames:
    """Raises the first `PictureRefused` when no frame can be used."""
    usable = [one for one in answers if isinstance(one, EncodedFace)]
    refused = [one for one in answers if isinstance(one, PictureRefused)]
    if not usable:
        raise refused[0]
    sharpest = max(usable, key=lambda one: one.face.quality.sharpness)
    return Frames(
        face=sharpest.face,
        templates=_means([one.templates for one in usable]),
        single=usable,
        refused=[one.reason for one in refused],
    )


def greatest_difference(frames: Frames, engine_id: str) -> float:
    """The greatest distance between two frames; far apart, they do not show one person."""
    templates = np.stack([one.templates[engine_id] for one in frames.single])
    differences = templates[:, None, :] - templates[None, :, :]
    return float(np.sqrt((differences**2).sum(axis=-1)).max())


def _means(templates: Sequence[Mapping[str, Template]]) -> dict[str, Template]:
    """The mean per engine, in the length that the single ones have on average."""
    means = {}
    for engine_id in {name for one in templates for name in one}:
        stack = np.stack([one[engine_id] for one in templates if engine_id in one])
        mean = stack.mean(axis=0)
        length = np.linalg.norm(mean)
        if length:
            mean *= np.linalg.norm(stack, axis=1).mean() / length
        means[engine_id] = mean.astype(np.float32)
    return means
