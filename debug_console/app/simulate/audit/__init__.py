"""Whether everything adds up after a day: the rows among themselves, and against what was told."""

from app.simulate.audit.audit import Audit, Finding, Scope, audit

__all__ = ["Audit", "Finding", "Scope", "audit"]
