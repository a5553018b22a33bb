"""What happened, written with the change itself and delivered from there."""

from service_kit.outbox.append import append_event
from service_kit.outbox.models import OutboxEvent
from service_kit.outbox.relay import OutboxRelay

__all__ = ["OutboxEvent", "OutboxRelay", "append_event"]
