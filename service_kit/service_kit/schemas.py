"""Field types and bodies that every service uses."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, SecretStr, StringConstraints

# PostgreSQL cannot store NUL, and a name has no use for other control characters.
_NO_CONTROL_CHARACTERS = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"


class Ok(BaseModel):
    """The answer to an action whose result is nothing but success."""

    status: Literal["OK"]


OK = Ok(status="OK")


def _in_utc(value: datetime) -> datetime:
    """A time within an offset of the first or the last year has no form in UTC."""
    try:
        return value.astimezone(UTC)
    except OverflowError:
        return value.replace(tzinfo=UTC)


# However wrong a clock is: its time can be stored, and be told from another.
UtcTime = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _require_unicode(secret: SecretStr) -> SecretStr:
    """JSON can escape half of a surrogate pair. A `str` field refuses it by itself."""
    secret.get_secret_value().encode()
    return secret


# A password or a key in a body.
Secret = Annotated[SecretStr, AfterValidator(_require_unicode)]


def text(maximum: int, *, minimum: int = 1) -> StringConstraints:
    """A trimmed string without control characters: `Name = Annotated[str, text(60)]`."""
    return StringConstraints(
        strip_whitespace=True,
        min_length=minimum,
        max_length=maximum,
        pattern=_NO_CONTROL_CHARACTERS,
    )
