"""The streams of store_server, followed over a real socket."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager

from service_kit.testing import listening as kit
from service_kit.testing.listening import Event, following

__all__ = ["following", "listening"]


def listening(
    address: str,
    headers: dict[str, str],
    *,
    after: str | None = None,
    path: str = "/store/tasks/stream",
) -> AbstractAsyncContextManager[AsyncIterator[Event]]:
    return kit.listening(address, path, headers, after=after)
