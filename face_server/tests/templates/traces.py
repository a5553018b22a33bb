"""Looking for what is left of a face in files."""

import os
from collections.abc import Iterator
from pathlib import Path

from service_kit.testing.infrastructure import require_address

from app.engine.base import Template


def data_folder() -> Path:
    """What Chroma, Redis and the supervisor of the test run have written, logs included."""
    return Path(require_address("PROVODNIK_TEST_DATA"))


def holding(folder: Path, *needles: bytes) -> list[str]:
    """The files below the folder in which one of the needles is."""
    return [file.name for file in _files(folder) if _holds(file, needles)]


def pieces(template: Template) -> list[bytes]:
    """Any four numbers in a row, as memory has them or as text."""
    starts = range(0, len(template) - 4, 4)
    return [
        *(template[start : start + 4].tobytes() for start in starts),
        *(",".join(map(str, template[start : start + 2].tolist())).encode() for start in starts),
    ]


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _holds(file: Path, needles: tuple[bytes, ...]) -> bool:
    try:
        data = file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:
        # The databases of other modules' tests come and go beside us.
        return False
    return any(needle in data for needle in needles)
