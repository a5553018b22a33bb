"""The order of words, the same in every database.

PostgreSQL's own collations are no help: those of libc differ from one system to the next (and when
it is brought up to date, indexes by them are wrong), those of ICU are missing where it was built
without, and those that are always there go by the letters' numbers, where "Z" comes before "a" and
"ё" behind "я". So a column beside the text holds it in small letters without accents, to be
compared byte by byte, which is also the quickest. What begins with certain letters stands together
in it, so that one index finds and sorts.
"""

import unicodedata
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Computed,
    SQLColumnExpression,
    String,
    Text,
    bindparam,
    cast,
    exists,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH
from sqlalchemy.orm import MappedColumn, mapped_column

# Latin letters up to Extended-A, and of Cyrillic ones only "ё": "й" is a letter of its own.
_LETTERS = "ё" + "".join(map(chr, [*range(0xDF, 0x100), *range(0x100, 0x180)]))
_WITHOUT_PARTS = {"ё": "е", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "ß": "s"}


def _bare(letter: str) -> str:
    return _WITHOUT_PARTS.get(letter) or unicodedata.normalize("NFD", letter)[0]


_ACCENTED = "".join(one for one in _LETTERS if one.islower() and _bare(one) != one)
_PLAIN = "".join(map(_bare, _ACCENTED))
_ESCAPED = str.maketrans({special: "\\" + special for special in r"\%_"})


def plain(text: SQLColumnExpression[str]) -> ColumnElement[str]:
    """A text in small letters without accents."""
    # The first collation tells which are small letters: otherwise the database's own would.
    small = func.lower(func.normalize(text).collate("pg_c_utf8"))
    return func.translate(small, _ACCENTED, _PLAIN).collate("C")


def text_key(column: str) -> MappedColumn[str]:
    """A column that the database keeps: what the column of this name is sorted by.

    No SELECT loads it with its row. A model that is on record names it in `__audit_ignored__`.
    """
    computed = Computed(plain(literal_column(column)), persisted=True)
    return mapped_column(Text(collation="C"), computed, deferred=True)


def begins_with(key: SQLColumnExpression[str], prefix: str) -> ColumnElement[bool]:
    """`key` is a column of `text_key`: whether its text begins so, but for case and accents."""
    escaped = prefix.translate(_ESCAPED)
    # Part of the statement, not a parameter: a plan for any prefix cannot use the index.
    return key.like(plain(bindparam(None, escaped, String, literal_execute=True)) + "%")


def contains(key: SQLColumnExpression[str], part: str) -> ColumnElement[bool]:
    """`key` is such a column, or what `plain` makes of a text: whether `part` is in it, but for
    case and accents. No index helps."""
    return key.like("%" + plain(literal(part.translate(_ESCAPED))) + "%")


def contains_anywhere(
    document: SQLColumnExpression[Any], path: str, part: str
) -> ColumnElement[bool]:
    """Whether `part` is in one of the texts that the JSON path finds in `document`, as `contains`
    does: `$.*.name` finds the name in each language. No index helps."""
    texts = func.jsonb_path_query(document, cast(path, JSONPATH), type_=JSONB)
    found = texts.column_valued("found")
    # The whole of it as a text, without the quotes that it has as JSON.
    return exists(select(1).where(contains(plain(found[()].astext), part)))
