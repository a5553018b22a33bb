"""Which language is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service_kit.languages import choose, parse_accept_language


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", []),
        ("ru", ["ru"]),
        ("ru-RU, en;q=0.5", ["ru", "en"]),
        ("en;q=0.5, RU;q=0.9, *;q=0.1", ["ru", "en"]),
        ("en;q=0, ru;q=x, de", ["de"]),
        ("ru;q=0.5, de;q=nan, en", ["en", "ru"]),
        ("de;q=0.8;level=1, ru", ["ru", "de"]),
        (f"ru, {'x' * 500}, en", ["ru", "x" * 496]),
        (";;,,q=1", ["q=1"]),
    ],
)
def test_header_is_read_by_weight(header: str, expected: list[str]) -> None:
    assert parse_accept_language(header) == expected


@given(st.text())
def test_no_header_is_an_error(header: str) -> None:
    parse_accept_language(header)


def test_first_wanted_language_that_is_there_wins() -> None:
    assert choose(["fr", "ru", "en"], {"en", "ru"}) == "ru"
    assert choose(["fr"], {"en", "ru"}) is None
