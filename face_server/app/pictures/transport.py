"""A picture as it travels in JSON: base64, with or without the head of a data URL."""

import binascii
import re

from app.pictures.decoding import not_an_image, too_many_bytes

_DATA_URL = re.compile(r"data:[\w.+-]+/[\w.+-]+(;[\w.+-]+=[\w.+-]+)*;base64,", re.ASCII)
_LONGEST_HEAD = 200


def unpack_picture(text: str, *, max_bytes: int) -> bytes:
    """Raise `PictureRefused` when `text` is no base64 or holds more than `max_bytes`."""
    head = _DATA_URL.match(text[:_LONGEST_HEAD])
    start = head.end() if head else 0
    # Four characters carry three bytes, so the size is known before anything is decoded.
    # A little room is left for the line breaks that some encoders insert.
    if len(text) - start > max_bytes * 3 // 2:
        raise too_many_bytes(max_bytes)
    try:
        data = binascii.a2b_base64("".join(text[start:].split()), strict_mode=True)
    except ValueError as error:
        raise not_an_image() from error
    if not data:
        raise not_an_image()
    if len(data) > max_bytes:
        raise too_many_bytes(max_bytes)
    return data
