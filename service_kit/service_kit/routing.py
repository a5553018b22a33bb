"""Deny by default: a route that names no caller does not start."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


async def public() -> None:
    """Marks a route that anybody may call: `dependencies=[PUBLIC]`."""


PUBLIC = Depends(public)


class Guard(ABC):
    """Base of the dependencies that decide who may call a route."""

    @abstractmethod
    async def __call__(self, request: Request) -> object:
        """Raises what is answered to whoever may not."""


class CallerFirst:
    """A route that lets its guards look at a request before a byte of its body is read.

    FastAPI reads and parses the body first, and asks dependencies then: anybody could have a server
    hold and parse what only few may send. As a dependency a guard finds the caller known.
    """

    def __init__(self, app: ASGIApp, guards: Sequence[Guard]) -> None:
        self._app = app
        self._guards = guards

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        for guard in self._guards:
            await guard(request)
        await self._app(scope, receive, send)


def operation_id(route: APIRoute) -> str:
    """The function's name, so that generated clients read well."""
    return route.name


def feature_router(prefix: str = "", *, tag: str, **options: Any) -> APIRouter:
    """The router of one feature, with the conventions of this platform."""
    return APIRouter(prefix=prefix, tags=[tag], generate_unique_id_function=operation_id, **options)


def query_of(fields: Callable[..., object]) -> Any:
    """What a request asks for: `filters: Annotated[ItemFilters, query_of(ItemFilters)]`.

    FastAPI calls what is no coroutine in a thread, which costs more than reading the query.
    """

    async def read(**given: Any) -> object:
        return fields(**given)

    read.__signature__ = inspect.signature(fields)  # type: ignore[attr-defined]
    return Depends(read)


def guards_of(route: APIRoute) -> list[Any]:
    """The guards and `public` markers that a route declares, in any depth."""
    return list(_guards(route.dependant))


def _guards(dependant: Dependant) -> Iterable[Any]:
    call: object = dependant.call
    if isinstance(call, Guard) or call is public:
        yield call
    for child in dependant.dependencies:
        yield from _guards(child)


def require_guards(routers: Iterable[APIRouter]) -> None:
    """Raise at start-up when a route says neither who may call it nor that it is public."""
    for router in routers:
        for route in router.routes:
            if isinstance(route, APIRoute) and guards_of(route):
                continue
            raise RuntimeError(
                f"{route} names no caller. Add a guard to its arguments, or PUBLIC to its "
                "dependencies when anybody may call it."
            )
