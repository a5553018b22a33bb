"""What the OpenID provider says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Metadata:
    """Its endpoints (OpenID Connect Discovery 1.0, 3), each for who uses it."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None

    @classmethod
    def located(cls, document: Mapping[str, Any], issuer: str, inside: str) -> Self:
        """For browsers as `issuer` is, for this server as `inside` is. Raises KeyError."""
        end_session = document.get("end_session_endpoint")
        return cls(
            _moved(document["authorization_endpoint"], inside, issuer),
            _moved(document["token_endpoint"], issuer, inside),
            _moved(document["jwks_uri"], issuer, inside),
            _moved(end_session, inside, issuer) if end_session else None,
        )


def _moved(url: str, former: str, new: str) -> str:
    tail = url.removeprefix(former)
    return url if tail == url else new + tail
