"""Deny by default: a route that names no caller does not start."""

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import replace
from functools import wraps
from typing import Any, TypeAlias

from fastapi import APIRouter, Depends
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

Handler: TypeAlias = Callable[[Request], Coroutine[Any, Any, Response]]
# In the scope of a request: what each guard returned.
_FOUND = "found_by_guards"


async def public() -> None:
    """Marks a route that anybody may call: `dependencies=[PUBLIC]`."""


PUBLIC = Depends(public)


class Guard(ABC):
    """Base of the dependencies that decide who may call a route."""

    @abstractmethod
    async def __call__(self, request: Request) -> object:
        """Raises what is answered to whoever may not."""


class GuardedRoute(APIRoute):
    """A route that lets its guards look at a request before a byte of its body is read.

    FastAPI reads and parses the body first, and asks dependencies then: anybody could have a server
    hold and parse what only few may send. What the guards found is handed to the function as it is:
    to be asked once more as a dependency costs a quick route more than its session does.
    """

    def get_route_handler(self) -> Handler:
        """What answers a request, for FastAPI, which asks this once."""
        guards = callers_guards(self)
        if not guards:
            return super().get_route_handler()
        handler = self._handler_of_the_rest()

        async def guards_first(request: Request) -> Response:
            request.scope[_FOUND] = {guard: await guard(request) for guard in guards}
            return await handler(request)

        return guards_first

    def _handler_of_the_rest(self) -> Handler:
        """Of all dependencies but the guards; they stay declared, for the OpenAPI document."""
        declared = self.dependant
        endpoint = declared.call
        if endpoint is None or not inspect.iscoroutinefunction(endpoint):
            # FastAPI must see that it is a stream: it is asked for its guards once more.
            return super().get_route_handler()
        found_for = [
            (child.name, child.call)
            for child in declared.dependencies
            if child.name is not None and isinstance(child.call, Guard)
        ]
        own_connection = declared.http_connection_param_name

        @wraps(endpoint)
        async def with_found(*, guarded: HTTPConnection, **values: Any) -> Any:
            found = guarded.scope[_FOUND]
            if own_connection is not None:
                values[own_connection] = guarded
            return await endpoint(**{name: found[guard] for name, guard in found_for}, **values)

        rest = [child for child in declared.dependencies if not isinstance(child.call, Guard)]
        self.dependant = replace(
            declared, dependencies=rest, call=with_found, http_connection_param_name="guarded"
        )
        try:
            return super().get_route_handler()
        finally:
            self.dependant = declared


def operation_id(route: APIRoute) -> str:
    """The function's name, so that generated clients read well."""
    return route.name


def feature_router(prefix: str = "", *, tag: str, **options: Any) -> APIRouter:
    """The router of one feature, with the conventions of this platform."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        generate_unique_id_function=operation_id,
        route_class=GuardedRoute,
        **options,
    )


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


def callers_guards(route: APIRoute) -> list[Guard]:
    """Those among them that ask who is calling."""
    return [guard for guard in guards_of(route) if isinstance(guard, Guard)]


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
