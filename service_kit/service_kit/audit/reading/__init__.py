"""The record over HTTP: `audit_router(guard)` among the routers of a server that keeps one."""

from service_kit.audit.reading.router import audit_router

__all__ = ["audit_router"]
