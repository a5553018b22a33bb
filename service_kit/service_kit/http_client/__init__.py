"""Calls between services."""

from service_kit.http_client.client import PeerError, PeerUnavailable, ServiceClient
from service_kit.http_client.credentials import ServiceAuthenticator
from service_kit.http_client.late_wire import LateWire
from service_kit.http_client.messages import Answer, Question, Unanswered

__all__ = [
    "Answer",
    "LateWire",
    "PeerError",
    "PeerUnavailable",
    "Question",
    "ServiceAuthenticator",
    "ServiceClient",
    "Unanswered",
]
