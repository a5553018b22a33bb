"""What a word of the administration is made of."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

BASE, STORE = "base", "store"


@dataclass(frozen=True)
class Verb:
    """`operation`: its id in the server's document. `columns`: what a list shows, `trip.wagon` for
    what is inside. `names`: a clearer word for an option. `asks`: what has to be answered with yes
    first. `files`: fields that are given as files, and travel as base64. `today`: dates that are
    today's unless another is given, by the clock of the server."""

    name: str
    operation: str
    columns: str = ""
    server: str = BASE
    names: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    today: Mapping[str, dt.tzinfo] = field(default_factory=dict)
    asks: str = ""


@dataclass(frozen=True)
class Resource:
    name: str
    help: str
    verbs: tuple[Verb, ...]
