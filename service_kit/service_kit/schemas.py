"""Field types and bodies that every service uses."""

import base64
import binascii
import warnings
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    EncodedBytes,
    EncoderProtocol,
    SecretStr,
    StringConstraints,
)
from pydantic.warnings import UnsupportedFieldAttributeWarning
from pydantic_core import PydanticCustomError

# PostgreSQL cannot store NUL, and a name has no use for other control characters.
_NO_CONTROL_CHARACTERS = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"

# FastAPI gives the field of a body an alias, and ignores this for as long as it adds the route.
warnings.filterwarnings("ignore", category=UnsupportedFieldAttributeWarning)


class Schema(BaseModel):
    """Base of what stands in requests and answers. Its validator is built when it is first used:
    a replica starts a tenth sooner without, and of most routes it is asked seldom or never."""

    model_config = ConfigDict(defer_build=True)


class Ok(Schema):
    """The answer to an action whose result is nothing but success."""

    status: Literal["OK"]


OK = Ok(status="OK")


# asyncpg writes down the very first and the very last moment as PostgreSQL's infinities, and reads
# those as times without an offset.
_EARLIEST = datetime.min.replace(microsecond=1, tzinfo=UTC)
_LATEST = datetime.max.replace(microsecond=999_998, tzinfo=UTC)


def _require_iso(value: Any) -> Any:
    """pydantic takes numbers for seconds since 1970, the date 20261122 among them."""
    is_text = isinstance(value, str) and ":" in value
    if is_text or isinstance(value, datetime):
        return value
    raise PydanticCustomError("datetime_parsing", "not a time in ISO 8601 with an offset")


def _in_utc(value: datetime) -> datetime:
    """A time within an offset of the first or the last year has no form in UTC."""
    try:
        utc = value.astimezone(UTC)
    except OverflowError:
        utc = value.replace(tzinfo=UTC)
    return min(max(utc, _EARLIEST), _LATEST)


# However wrong a clock is: its time can be stored, and be told from another.
StorableTime = Annotated[AwareDatetime, AfterValidator(_in_utc)]
# The same as a client writes it.
UtcTime = Annotated[StorableTime, BeforeValidator(_require_iso)]


def _date_part(value: Any) -> Any:
    """A date-time is taken for its own date, in its own offset."""
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value).date()
    return value


# The date on a calendar somewhere; of a date-time, its date.
LocalDate = Annotated[date, BeforeValidator(_date_part)]


def _require_unicode(secret: SecretStr) -> SecretStr:
    """JSON can escape half of a surrogate pair. A `str` field refuses it by itself."""
    secret.get_secret_value().encode()
    return secret


# A password or a key in a body.
Secret = Annotated[SecretStr, AfterValidator(_require_unicode)]


class _CanonicalBase64(EncoderProtocol):
    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            decoded = base64.b64decode(data, validate=True)
        except binascii.Error:
            decoded = b""
        if base64.b64encode(decoded) != data:
            message = "not canonical base64: the standard alphabet, padded, and nothing between"
            raise PydanticCustomError("base64_decode", message)
        return decoded

    @classmethod
    def encode(cls, value: bytes) -> bytes:
        return base64.b64encode(value)

    @classmethod
    def get_json_format(cls) -> str:
        return "base64"


# Bytes that have one form in JSON and no other: what is signed or secret is not to be respelled.
StrictBase64 = Annotated[bytes, EncodedBytes(encoder=_CanonicalBase64)]


def text(maximum: int, *, minimum: int = 1) -> StringConstraints:
    """A trimmed string without control characters: `Name = Annotated[str, text(60)]`."""
    return StringConstraints(
        strip_whitespace=True,
        min_length=minimum,
        max_length=maximum,
        pattern=_NO_CONTROL_CHARACTERS,
    )
