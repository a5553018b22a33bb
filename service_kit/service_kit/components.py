"""Parts with a life of their own: opened and closed with the application."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, TypeVar, cast

from fastapi import FastAPI
from starlette.requests import HTTPConnection

B = TypeVar("B")
C = TypeVar("C", bound="Component")


class Component(ABC):
    """A pool, a client or a background task of one application.

    Nothing connects when a component is made. `open` must not fail because a neighbour is away:
    the service starts, says so in `/readyz`, and recovers when the neighbour does.
    """

    name: ClassVar[str]
    required: ClassVar[bool] = True

    async def open(self) -> None:
        """Start what must run in the background."""

    async def close(self) -> None:
        """Give everything back."""

    @abstractmethod
    async def check(self) -> None:
        """Return when the part can do its work, raise anything when it cannot."""


class Components:
    """The components of an application, found by their class."""

    def __init__(self, components: Iterable[Component]) -> None:
        self._by_class: dict[type[Component], Component] = {}
        self._by_base: dict[type, list[Any]] = {}
        for component in components:
            self.put(type(component), component)

    def put(self, kind: type[Component], component: Component) -> None:
        """Register `component` for those who ask for `kind`; tests put a fake at a port so."""
        self._by_class[kind] = component
        self._by_base.clear()

    def get(self, kind: type[C]) -> C:
        return cast("C", self._by_class[kind])

    def all_of(self, base: type[B]) -> Sequence[B]:
        """Those that are instances of `base`; looked for once, because every request asks."""
        found = self._by_base.get(base)
        if found is None:
            found = self._by_base[base] = [one for one in self if isinstance(one, base)]
        return found

    def __iter__(self) -> Iterator[Component]:
        return iter(self._by_class.values())


def components_of(app: FastAPI) -> Components:
    return cast("Components", app.state.components)


def provide(kind: type[C]) -> Callable[[HTTPConnection], Awaitable[C]]:
    """A dependency that hands out the application's component of this class.

    It is a coroutine on purpose, like every dependency of a busy route: FastAPI sends a plain
    function to a thread, which costs more than the look-up itself.
    """

    async def provided(connection: HTTPConnection) -> C:
        return component_of(connection, kind)

    return provided


def component_of(connection: HTTPConnection, kind: type[C]) -> C:
    """The component of this class, for sessions and the two or three busiest routes.

    They take the request alone: an argument of its own for each component costs more than the
    session does, because FastAPI resolves it anew for every request.
    """
    components: Components = connection.app.state.components
    return components.get(kind)
