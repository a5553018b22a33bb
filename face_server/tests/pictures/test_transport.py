import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pictures.transport import unpack_picture
from app.refusals import PictureRefused, Reason

MAX_BYTES = 1000


def refusal_of(text: str) -> Reason:
    with pytest.raises(PictureRefused) as refused:
        unpack_picture(text, max_bytes=MAX_BYTES)
    return refused.value.reason


@given(st.binary(min_size=1, max_size=MAX_BYTES))
def test_whatever_was_packed_is_unpacked(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert unpack_picture(text, max_bytes=MAX_BYTES) == data


@pytest.mark.parametrize(
    "head", ["data:image/png;base64,", "data:image/jpeg;charset=utf-8;base64,"]
)
def test_accepts_a_data_url(head: str) -> None:
    assert unpack_picture(head + "AAAA", max_bytes=MAX_BYTES) == bytes(3)


def test_accepts_lines() -> None:
    text = base64.encodebytes(bytes(MAX_BYTES)).decode()
    assert unpack_picture(text, max_bytes=MAX_BYTES) == bytes(MAX_BYTES)


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "AAA",
        "data:image/png,AAAA",
        "data:image/png;base64,",
        " ",
        "фото",
        "A===",
        "=A",
    ],
)
def test_refuses_what_is_no_base64(text: str) -> None:
    assert refusal_of(text) is Reason.NOT_AN_IMAGE


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 2 * MAX_BYTES, 100 * MAX_BYTES])
def test_refuses_more_bytes_than_allowed(size: int) -> None:
    assert refusal_of(base64.b64encode(bytes(size)).decode()) is Reason.IMAGE_TOO_LARGE


@given(st.text())
def test_any_text_is_unpacked_or_refused(text: str) -> None:
    try:
        unpack_picture(text, max_bytes=MAX_BYTES)
    except PictureRefused as refused:
        assert refused.reason in {Reason.NOT_AN_IMAGE, Reason.IMAGE_TOO_LARGE}  # noqa: PT017
