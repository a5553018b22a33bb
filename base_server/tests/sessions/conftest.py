"""A device that can sign in."""

from tests.auth.conftest import device, engineer

__all__ = ["device", "engineer"]
