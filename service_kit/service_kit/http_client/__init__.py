"""Calls between services."""

from service_kit.http_client.certificates import trusted_certificates
from service_kit.http_client.client import PeerError, PeerUnavailable, ServiceClient
from service_kit.http_client.credentials import ServiceAuthenticator

__all__ = [
    "PeerError",
    "PeerUnavailable",
    "ServiceAuthenticator",
    "ServiceClient",
    "trusted_certificates",
]
