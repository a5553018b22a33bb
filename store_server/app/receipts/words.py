"""The words of a receipt, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Words:
    receipt: str
    number: str
    date: str
    total: str
    refunded: str
    paid: str
    note: str


WORDS: Mapping[str, Words] = {
    "en": Words(
        receipt="Receipt",
        number="No.",
        date="Date (UTC)",
        total="Total",
        refunded="Refunded",
        paid="Paid in the end",
        note="This is not a fiscal document.",
    ),
    "ru": Words(
        receipt="Чек",
        number="№",
        date="Дата (UTC)",
        total="Итого",
        refunded="Возвращено",
        paid="Оплачено в итоге",
        note="Не является фискальным документом.",
    ),
}
