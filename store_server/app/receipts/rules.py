"""What stands on a receipt, as functions of plain values."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from app.receipts.words import Words

WIDTH = 48


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    name: str
    count: int
    price_penny: int


@dataclass(frozen=True, slots=True)
class Receipt:
    store: str
    purchase_id: UUID
    date: dt.datetime
    lines: list[ReceiptLine]
    total_penny: int
    refunded_penny: int


def money(penny: int) -> str:
    """Whole and hundredths, the thousands apart: 1 234.50."""
    whole, rest = divmod(penny, 100)
    return f"{whole:,}".replace(",", " ") + f".{rest:02}"


def totals(receipt: Receipt, words: Words) -> Iterator[tuple[str, str]]:
    """Refunds are named only when there are some."""
    yield words.total, money(receipt.total_penny)
    if receipt.refunded_penny:
        yield words.refunded, money(receipt.refunded_penny)
        yield words.paid, money(receipt.total_penny - receipt.refunded_penny)


def facts(receipt: Receipt, words: Words) -> Iterator[tuple[str, str]]:
    yield words.number, str(receipt.purchase_id)
    yield words.date, receipt.date.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M")


def calculation(line: ReceiptLine) -> tuple[str, str]:
    """How many at which price, and what it comes to."""
    return f"{line.count} × {money(line.price_penny)}", money(line.count * line.price_penny)


def as_text(receipt: Receipt, words: Words) -> str:
    rows = [receipt.store, words.receipt]
    rows += [f"{name} {value}" for name, value in facts(receipt, words)]
    rows.append("-" * WIDTH)
    for line in receipt.lines:
        rows += [line.name, _apart("  " + calculation(line)[0], calculation(line)[1])]
    rows.append("-" * WIDTH)
    rows += [_apart(name, value) for name, value in totals(receipt, words)]
    return "\n".join([*rows, "", words.note, ""])


def _apart(left: str, right: str) -> str:
    return left + right.rjust(WIDTH - len(left))
