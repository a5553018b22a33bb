"""Field types that every service uses."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError
from service_kit.schemas import Schema, Secret, StrictBase64, UtcTime


class Sample(Schema):
    number: int


def test_a_schema_is_built_when_it_is_first_used() -> None:
    assert not Sample.__pydantic_complete__
    assert Sample(number=1).number == 1
    assert Sample.__pydantic_complete__


def test_a_secret_that_cannot_be_encoded_is_refused() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Secret).validate_python("half a pair \ud800")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-08T00:05:00+03:00", datetime(2026, 3, 7, 21, 5, tzinfo=UTC)),
        ("9999-12-31T23:59:59-12:00", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0001-01-01T00:00:00.000002+12:00", datetime(1, 1, 1, 0, 0, 0, 2, tzinfo=UTC)),
        # What the driver would write down as infinity, and read without an offset.
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999Z", datetime(9999, 12, 31, 23, 59, 59, 999998, tzinfo=UTC)),
    ],
)
def test_any_time_has_a_form_in_utc(text: str, expected: datetime) -> None:
    assert TypeAdapter(UtcTime).validate_python(text) == expected


@pytest.mark.parametrize(
    "value", ["20261122", "1763800000", "-1.5", "１７６３８０００００", 1763800000, 0.5]
)
def test_a_number_is_no_time(value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(UtcTime).validate_python(value)


@pytest.mark.parametrize("text", ["", "AA==", "+/8="])
def test_canonical_base64(text: str) -> None:
    adapter = TypeAdapter(StrictBase64)
    assert adapter.dump_python(adapter.validate_python(text), mode="json") == text


@pytest.mark.parametrize("text", ["AB==", "AA", "-_8=", "AA==\n", "A A=", "\u00e4A=="])
def test_other_spellings_of_base64(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(StrictBase64).validate_python(text)
