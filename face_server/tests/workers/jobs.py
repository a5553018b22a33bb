"""Jobs and an engine for the pool's tests, in a module of their own: workers import it by name."""

import os
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.engine.base import Engines
from app.engine.dlib_engine import DlibEngine
from app.engine.examination import encode_only_face, examine_faces
from app.engine.quality import QualityDemands
from app.pictures.decoding import PictureLimits
from app.refusals import PictureRefused


class IdleEngine(DlibEngine):
    """Has no model to read, for tests of processes rather than of faces."""

    def require_model(self) -> None:
        pass

    def load(self) -> None:
        pass


def look_at_all(
    engines: Engines, pictures: Sequence[bytes], limits: PictureLimits, demands: QualityDemands
) -> list[str]:
    """What is said of each: why it was refused, or that its faces were looked at."""
    return [_look_at(engines, one, limits, demands) for one in pictures]


def _look_at(
    engines: Engines, picture: bytes, limits: PictureLimits, demands: QualityDemands
) -> str:
    try:
        examine_faces(engines, picture, limits)
    except PictureRefused as refused:
        return refused.reason
    with suppress(PictureRefused):
        encode_only_face(engines, picture, limits, demands)
    return "LOOKED_AT"


def process_id(_: Engines) -> int:
    return os.getpid()


def sleep(_: Engines, seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def die(_: Engines) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_once(_: Engines, marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def fail(_: Engines) -> None:
    raise LookupError("a bug of the job")
