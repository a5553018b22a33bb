"""What is asked of another service, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

Parameters = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """`url` is whole and encoded; what a `body` is, the headers say."""

    method: str
    url: str
    headers: Mapping[str, str]
    params: Parameters | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content: bytes

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Raises ValueError where it is none."""
        return orjson.loads(self.content)


class Unanswered(Exception):
    """No whole answer came. Whether the question arrived is not known."""
