"""What the provider says when somebody signed out there: OpenID Connect Back-Channel Logout 1.0.

https://openid.net/specs/openid-connect-backchannel-1_0.html
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt

EVENT = "http://schemas.openid.net/event/backchannel-logout"
LEEWAY_SECONDS = 30
MAXIMUM_SUBJECT = 255
_TYPES = frozenset({None, "jwt", "logout+jwt"})
_LONGEST_ID = 1_000
# The standard recommends two minutes. What was here before is remembered for as long.
_LONGEST_LIFETIME_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class ProviderLogout:
    """One session of the provider has ended, or, without `session`, all of `subject`'s.

    `token_id` names the token, which is good once in the `lifetime_seconds` that it has left.
    """

    token_id: str
    lifetime_seconds: int
    subject: str | None
    session: str | None


def logout_of(header: Mapping[str, Any], claims: Mapping[str, Any]) -> ProviderLogout:
    """What a logout token says whose signature, issuer and audience are proven.

    Raises `jwt.InvalidTokenError` for one that is no logout token: an ID token above all, which
    has a nonce and tells of no event.
    """
    kind = header.get("typ")
    if (kind.lower() if isinstance(kind, str) else kind) not in _TYPES:
        raise jwt.InvalidTokenError("typ is of another token")
    events = claims["events"]
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise jwt.InvalidTokenError("events has no logout")
    if "nonce" in claims:
        raise jwt.InvalidTokenError("a logout token has no nonce")
    subject, session = _text(claims, "sub", MAXIMUM_SUBJECT), _text(claims, "sid", _LONGEST_ID)
    if subject is None and session is None:
        raise jwt.InvalidTokenError("neither sub nor sid")
    token_id = _text(claims, "jti", _LONGEST_ID)
    if token_id is None:
        raise jwt.InvalidTokenError("jti is empty")
    left = int(claims["exp"] - time.time()) + LEEWAY_SECONDS + 1
    if left > _LONGEST_LIFETIME_SECONDS:
        raise jwt.InvalidTokenError("exp is too far away")
    return ProviderLogout(token_id, max(left, 1), subject, session)


def _text(claims: Mapping[str, Any], name: str, longest: int) -> str | None:
    found = claims.get(name)
    if found is None:
        return None
    if not isinstance(found, str) or not 0 < len(found) <= longest:
        raise jwt.InvalidTokenError(f"{name} is no text of a fitting length")
    return found
