"""A place in a list, as a word that only the list itself understands."""

import base64
import binascii
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json
from service_kit.errors import ServiceError

# A text that is sorted by has 256 letters at the most, which normalising makes twelve bytes each at
# the worst, and base64 a third more of.
MAXIMUM_CURSOR = 4_608


class BadCursor(ServiceError):
    status = HTTPStatus.BAD_REQUEST
    code = "BAD_CURSOR"
    detail = "This cursor was not given out by this list so sorted. Start again without one."


def encode(order: str, values: Sequence[Any]) -> str:
    """The place behind a row with these values in a list of this order."""
    return base64.urlsafe_b64encode(to_json([order, *values])).decode().rstrip("=")


def decode(cursor: str, order: str, kinds: Sequence[TypeAdapter[Any]]) -> list[Any]:
    """The values, each of its kind, of a cursor that this order gave out."""
    try:
        given = from_json(base64.urlsafe_b64decode(cursor + "=="))
        if not isinstance(given, list) or given[:1] != [order]:
            raise BadCursor
        # In JSON a UUID or a time is a string, which only a JSON document may stand for.
        pairs = zip(kinds, given[1:], strict=True)
        return [kind.validate_json(to_json(value), strict=True) for kind, value in pairs]
    except (ValueError, binascii.Error, ValidationError) as error:
        raise BadCursor from error
