"""Calls between services."""

from service_kit.http_client.certificates import trust_for
from service_kit.http_client.client import PeerError, PeerUnavailable, ServiceClient
from service_kit.http_client.credentials import ServiceAuthenticator
from service_kit.http_client.messages import Answer

__all__ = [
    "Answer",
    "PeerError",
    "PeerUnavailable",
    "ServiceAuthenticator",
    "ServiceClient",
    "trust_for",
]
