"""The names of hotels and attractions: their order, and what they are found by."""

from collections.abc import Sequence

from service_kit.paging import contains, contains_anywhere, plain
from sqlalchemy import ColumnElement, Text, func, or_, type_coerce

from app.models.place import Place
from app.stations import service as stations


def name_in(kind: type[Place], languages: Sequence[str]) -> ColumnElement[str]:
    """What a place is sorted by, so that it stands where a reader of these languages looks for it.

    Without an index, which each language would need: 10,000 places take a third of a second.
    """
    translated = [kind.translations[language]["name"].astext for language in languages]
    return type_coerce(plain(func.coalesce(*translated, kind.name)), Text)


def is_called(kind: type[Place], part: str) -> ColumnElement[bool]:
    """Whether this is in one of its names, or in those of its destination."""
    return or_(
        contains(plain(kind.name), part),
        contains_anywhere(kind.translations, "$.*.name", part),
        contains(plain(kind.destination_id), part),
        kind.destination_id.in_(stations.ids_called(part)),
    )
