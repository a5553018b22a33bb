"""Reading CSV files as people make them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_kit.row_files import FileRow, RowFault, RowFormat, UnreadableFile, read_rows
from service_kit.row_files.formats import ENCODERS

# What a database can hold: no NUL, no halves of surrogate pairs.
_text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
_formula = st.builds(
    "".join,
    st.tuples(st.sampled_from(["", "'", "''", " "]), st.sampled_from("=+-@\t\r\n＝"), _text),
)


def _read(text: str, *, maximum: int = 10) -> list[FileRow | RowFault]:
    return list(read_rows(text.encode(), required=["name"], optional=["note"], maximum=maximum))


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_as_spreadsheets_save_it(start: str, separator: str, line_end: str) -> None:
    lines = [
        f"name{separator}note",
        f'"Anna, ""the"" {separator}"{separator}',
        "",
        f"Boris{separator}x",
    ]
    assert _read(start + line_end.join(lines)) == [
        FileRow(2, {"name": f'Anna, "the" {separator}'}),
        FileRow(4, {"name": "Boris", "note": "x"}),
    ]


def test_a_row_of_another_length_is_its_own_fault() -> None:
    fault, row = _read("name,note\nAnna\nBoris,\n")
    assert isinstance(fault, RowFault)
    assert (fault.row, fault.code) == (2, "CELL_COUNT")
    assert row == FileRow(3, {"name": "Boris"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "name is missing"),
        ("note\nx", "name is missing"),
        ("name,nots\nx,y", "'nots' is unknown"),
        ("name,name\nx,y", "name stands twice"),
        ('name\nx\n"y', "Row 3 cannot be read"),
        ("name\na\nb\nc\n", "more than 2 rows"),
    ],
)
def test_what_is_no_such_file(text: str, told: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        _read(text, maximum=2)
    assert told in refusal.value.detail


def test_another_character_set_is_told_by_its_line() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        list(read_rows("name\nАнна".encode("cp1251"), required=["name"], optional=[], maximum=9))
    assert refusal.value.detail.startswith("Line 2 is not UTF-8")


@given(st.lists(st.one_of(_text, _formula), min_size=1, max_size=20))
def test_what_was_exported_is_imported_as_it_was(names: list[str]) -> None:
    encoder = ENCODERS[RowFormat.CSV](["name"])
    file = encoder.head() + encoder.rows({"name": name} for name in names)
    rows = list(read_rows(file, required=["name"], optional=[], maximum=len(names)))
    assert rows == [FileRow(n, {"name": name}) for n, name in enumerate(names, start=2)]


@given(_formula)
def test_no_cell_begins_like_a_formula(name: str) -> None:
    file = ENCODERS[RowFormat.CSV](["name"]).rows([{"name": name}]).decode()
    ((cell,),) = csv.reader(io.StringIO(file, newline=""))
    assert cell.startswith("'")
    assert file.startswith('"')
