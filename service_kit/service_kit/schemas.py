"""Field types and bodies that every service uses."""

from typing import Literal

from pydantic import BaseModel, StringConstraints

# PostgreSQL cannot store NUL, and a name has no use for other control characters.
_NO_CONTROL_CHARACTERS = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"


class Ok(BaseModel):
    """The answer to an action whose result is nothing but success."""

    status: Literal["OK"]


OK = Ok(status="OK")


def text(maximum: int, *, minimum: int = 1) -> StringConstraints:
    """A trimmed string without control characters: `Name = Annotated[str, text(60)]`."""
    return StringConstraints(
        strip_whitespace=True,
        min_length=minimum,
        max_length=maximum,
        pattern=_NO_CONTROL_CHARACTERS,
    )
