"""Who changed what: a hash-chained record, written in the transaction of the change itself."""

from service_kit.audit.audited import Audited
from service_kit.audit.collecting import record
from service_kit.audit.models import AuditEntry
from service_kit.audit.redaction import redact

__all__ = ["AuditEntry", "Audited", "record", "redact"]
