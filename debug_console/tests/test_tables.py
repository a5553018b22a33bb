"""What lists and records look like at a terminal of some width, and in a file."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console, RenderableType

from app.tables import Rows, fields

ID = "018f0000-0000-7000-8000-000000000001"
TICKET = {"id": ID, "train_number": "002A", "state": "VALID", "boarded_at": None}
COLUMNS = ("id", "train_number", "state", "boarded_at")


def shown(what: RenderableType, width: int) -> list[str]:
    output = io.StringIO()
    Console(file=output, width=width).print(what)
    return [line.rstrip() for line in output.getvalue().splitlines()]


def rows(width: int, *rows: Mapping[str, Any], columns: Sequence[str] = COLUMNS) -> list[str]:
    return shown(Rows(rows, columns), width)


def test_a_row_is_a_line_where_there_is_room() -> None:
    head, row = rows(100, TICKET)
    assert head.split("  ")[0] == "id"
    assert row.split() == [ID, "002A", "VALID", "–"]


def test_words_are_folded_before_ids_are() -> None:
    lines = rows(70, {**TICKET, "boarded_at": "2026-11-21T08:00:00+00:00"})
    assert any(line.startswith(ID) for line in lines)
    assert "train" in lines[0]


def test_without_room_for_a_table_a_row_is_a_paragraph() -> None:
    assert rows(50, TICKET, TICKET) == [ID, "  train number 002A, state VALID"] * 2


@given(st.integers(40, 200), st.lists(st.text("ab -", max_size=40), max_size=4))
def test_nothing_is_lost_at_any_width(width: int, names: list[str]) -> None:
    wanted = [{"id": ID, "name": name, "state": "VALID"} for name in names]
    lines = rows(width, *wanted, columns=("id", "name", "state"))
    assert all(cell_len(line) <= width for line in lines)
    assert sum(ID in line for line in lines) == len(names)
    said = "".join("".join(lines).split())
    assert all(said.count(word) >= 1 for name in names for word in name.split() if len(word) < 20)


def test_what_is_inside_a_record() -> None:
    lines = shown(fields({"refused": {"ALREADY_USED": 2}, "hours": [{"at": 1}, {"at": 2}]}), 80)
    assert [line.split() for line in lines] == [
        ["refused", "ALREADY_USED", "2"],
        ["hours", "at"],
        ["1"],
        ["2"],
    ]


def test_times_are_of_this_clock_to_the_second() -> None:
    at = dt.datetime(2026, 11, 21, 8, 0, 0, 123, dt.UTC)
    here = f"{at.astimezone():%Y-%m-%d %H:%M:%S}"
    assert shown(fields({"text": at.isoformat(), "time": at}), 80) == [
        f"text  {here}",
        f"time  {here}",
    ]
