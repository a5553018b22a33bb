"""Whether everything adds up after a day: the rows among themselves, and against what was told."""

from app.simulate.audit.audit import DELIVERED_WITHIN_SECONDS, Audit, Finding, Scope, audit

__all__ = ["DELIVERED_WITHIN_SECONDS", "Audit", "Finding", "Scope", "audit"]
