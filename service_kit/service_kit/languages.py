"""In which language a name is shown."""

from collections.abc import Container
from typing import Annotated

from fastapi import Depends, Header, Query
from pydantic import Field

MAXIMUM_HEADER = 500
MAXIMUM_LANGUAGES = 20

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$", description="ISO 639-1.", examples=["ru"])]


def parse_accept_language(header: str) -> list[str]:
    """The primary languages of an Accept-Language header (RFC 9110, 12.5.4), the best first.

    What cannot be read is left out: a wrong header is no reason for showing nothing.
    """
    weighted = []
    for position, part in enumerate(header[:MAXIMUM_HEADER].split(",")):
        tag, *parameters = part.split(";")
        language = tag.strip().lower().partition("-")[0]
        quality = _quality(parameters[0] if parameters else "")
        # One that is no number is not above 0 either.
        if language and language != "*" and quality > 0:
            weighted.append((-quality, position, language))
    return [language for _, _, language in sorted(weighted)]


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def choose(wanted: list[str], there: Container[str]) -> str | None:
    """The first wanted language that there is; None: what stands for any language."""
    return next((language for language in wanted if language in there), None)


async def _wanted_languages(
    language: Annotated[
        Language | None, Query(description="Wins over Accept-Language. ISO 639-1.")
    ] = None,
    accept_language: Annotated[
        str | None,
        Header(
            description="Names are in the first of these languages that there is; else they are "
            "the plain `name` and `description`.",
        ),
    ] = None,
) -> list[str]:
    return [language] if language else parse_accept_language(accept_language or "")


LanguagesDep = Annotated[list[str], Depends(_wanted_languages)]
