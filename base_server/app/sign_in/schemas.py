from typing import Annotated

from pydantic import AfterValidator, Field
from service_kit.schemas import Ok, Schema, text

_LONGEST = 2000


def _require_local(page: str) -> str:
    """A path of this platform. `//host` and `/\\host` lead browsers elsewhere, and they drop line
    feeds and tabs before they look."""
    is_local = page.startswith("/") and not page.startswith(("//", "/\\"))
    if not is_local or "\\" in page or any(ord(character) < 0x20 for character in page):
        raise ValueError("must be a path of this platform, such as /tickets")
    return page


LocalPage = Annotated[
    str,
    Field(max_length=_LONGEST, description="The page to come back to: a path of this platform."),
    AfterValidator(_require_local),
]


class SignInOptions(Schema):
    """`staff_by_provider`: staff with a role there may sign in by `GET /auth/login?staff=true`."""

    staff_by_provider: bool


class IdentityLink(Schema):
    """`subject`: who the user is at the identity provider, the `sub` of its ID tokens."""

    subject: Annotated[str, text(255)]


class SignedOut(Ok):
    """`provider_logout_url`: send the browser there to be signed out at the provider, too."""

    provider_logout_url: str | None
