"""A write that a client may repeat happens once."""

from service_kit.idempotency.dependencies import IdempotencyDep
from service_kit.idempotency.errors import IdempotencyConflict
from service_kit.idempotency.once import Idempotency, fingerprint

__all__ = ["Idempotency", "IdempotencyConflict", "IdempotencyDep", "fingerprint"]
