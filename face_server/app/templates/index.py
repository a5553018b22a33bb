"""Where a template belongs: templates of different collections or engines never meet."""

from enum import StrEnum
from typing import NamedTuple


class Collection(StrEnum):
    PASSENGERS = "passengers"
    WATCHLIST = "watchlist"


class Index(NamedTuple):
    """All templates of one collection that one engine made."""

    collection: str
    engine_id: str

    @property
    def name(self) -> str:
        return f"{self.collection}.{self.engine_id}"

    @classmethod
    def of_name(cls, name: str) -> "Index":
        collection, _, engine_id = name.partition(".")
        return cls(collection, engine_id)
