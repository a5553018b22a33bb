"""Rules that every server keeps. A server inherits them by one line in its tests:

    from service_kit.testing.conformance import *

They use the server's own fixtures `app` and `client`, and `openapi_file`, the committed document.
"""

import re
from collections.abc import AsyncIterator, Iterator
from functools import cache
from inspect import isasyncgenfunction, iscoroutinefunction
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.generation.modes import GenerationMode
from service_kit.application import routes_of
from service_kit.callers import CallerGuard
from service_kit.openapi import document
from service_kit.routing import guards_of, public
from service_kit.testing.plugin import sign_in_to

ALL_KINDS = ("robot", "store", "engineer", "passenger", "service", "stranger")
ALL_PRIVILEGES = 0x7FFFFFFF
# Streams of events, which a request in this process would wait for.
ENDLESS = "stream"
# A made-up value in a path may lead to no operation at all.
_NO_OPERATION = {"NOT_FOUND", "METHOD_NOT_ALLOWED"}


def _path(route: APIRoute) -> str:
    return re.sub(r"{[^}]+}", str(uuid4()), route.path)


def _guarded(app: FastAPI) -> list[tuple[str, str, list[CallerGuard]]]:
    """Method, path and guards of every route that is not public."""
    return [
        (method, _path(route), [g for g in guards_of(route) if isinstance(g, CallerGuard)])
        for route in routes_of(app)
        if public not in guards_of(route)
        for method in route.methods or ()
    ]


async def test_every_guarded_route_refuses_anonymous(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    answers = [await client.request(method, path) for method, path, _ in _guarded(app)]
    assert {answer.status_code for answer in answers} <= {401}
    assert all(answer.json()["code"] == "UNAUTHENTICATED" for answer in answers)


async def test_no_body_is_read_of_who_may_not_send_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    read: list[str] = []

    async def broken(path: str) -> AsyncIterator[bytes]:
        read.append(path)
        yield b"{not json"

    stranger = await sign_in_to(app)("stranger")
    for headers, status in (({}, 401), (stranger, 403)):
        for method, path, guards in _guarded(app):
            if method == "GET" or (headers and not all(guard.kinds for guard in guards)):
                continue
            answer = await client.request(
                method,
                path,
                headers=headers | {"Content-Type": "application/json"},
                content=broken(path),
            )
            assert answer.status_code == status, f"{method} {path}"
    assert read == []


async def test_every_guarded_route_refuses_a_made_up_token(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    headers = {"Authorization": f"Bearer {'x' * 43}"}
    answers = [
        await client.request(method, path, headers=headers) for method, path, _ in _guarded(app)
    ]
    assert {answer.status_code for answer in answers} <= {401}


@pytest.mark.parametrize("kind", ALL_KINDS)
async def test_every_route_refuses_callers_of_another_kind(
    app: FastAPI, client: httpx.AsyncClient, kind: str
) -> None:
    headers = await sign_in_to(app)(kind, privileges=ALL_PRIVILEGES)
    wrong = [
        (method, path)
        for method, path, guards in _guarded(app)
        if any(guard.kinds and kind not in guard.kinds for guard in guards)
    ]
    answers = [await client.request(method, path, headers=headers) for method, path in wrong]
    assert [answer.url.path for answer in answers if answer.status_code != 403] == []


async def test_every_route_refuses_callers_without_its_privilege(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    sign_in = sign_in_to(app)
    for method, path, guards in _guarded(app):
        for guard in guards:
            if guard.privileges:
                headers = await sign_in(
                    next(iter(guard.kinds)), privileges=ALL_PRIVILEGES & ~guard.privileges
                )
                answer = await client.request(method, path, headers=headers)
                assert answer.status_code == 403, f"{method} {path}"


async def test_every_route_lets_callers_of_its_kinds_in(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    """Whatever it says to a request without a body: it is not that it is for others."""
    refused = []
    for method, path, guards in _guarded(app):
        for kind in _admitted_kinds(guards) if not path.endswith(ENDLESS) else ():
            # A session for each: one of the routes signs out.
            headers = await sign_in_to(app)(kind, privileges=ALL_PRIVILEGES, store_id=str(uuid4()))
            answer = await client.request(method, path, headers=headers)
            if answer.status_code in {401, 403}:
                refused.append(f"{kind}: {method} {path}")
    assert refused == []


def _admitted_kinds(guards: list[CallerGuard]) -> list[str]:
    return [
        kind
        for kind in ALL_KINDS
        if all(not guard.kinds or kind in guard.kinds for guard in guards)
    ]


def test_no_dependency_takes_a_thread(app: FastAPI) -> None:
    """Each would cost a request more than most dependencies do. Of a query: `query_of`."""
    calls = [one.call for route in routes_of(app) for one in _dependencies(route.dependant)]
    assert [call for call in calls if not _is_asynchronous(call)] == []


def _dependencies(dependant: Dependant) -> Iterator[Dependant]:
    for child in dependant.dependencies:
        yield child
        yield from _dependencies(child)


def _is_asynchronous(call: object) -> bool:
    return any(
        iscoroutinefunction(one) or isasyncgenfunction(one)
        for one in (call, getattr(call, "__call__", None))  # noqa: B004 - the method itself
    )


async def test_unknown_path_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/no/such/path")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "NOT_FOUND"


async def test_wrong_method_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.delete("/healthz")
    assert answer.status_code == 405
    assert answer.json()["code"] == "METHOD_NOT_ALLOWED"


async def test_request_id_is_taken_over_and_returned(client: httpx.AsyncClient) -> None:
    answer = await client.get("/no/such/path", headers={"X-Request-ID": "abc-12345678"})
    assert answer.headers["x-request-id"] == "abc-12345678"
    assert answer.json()["request_id"] == "abc-12345678"


async def test_rubbish_request_id_is_replaced(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz", headers={"X-Request-ID": "{{}}\t"})
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


async def test_answers_carry_security_headers(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_ready_names_every_dependency(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] in {"OK", "DEGRADED"}
    assert answer.json()["dependencies"]


async def test_metrics_count_by_route_template(client: httpx.AsyncClient) -> None:
    await client.get("/healthz")
    answer = await client.get("/metrics")
    assert 'http_request_seconds_count{method="GET",route="/healthz",status="200"}' in answer.text


def test_openapi_document_is_up_to_date(app: FastAPI, openapi_file: Path) -> None:
    assert openapi_file.read_text() == document(app), "run `make openapi` and commit the result"


@cache
def _requests(app: FastAPI, mode: GenerationMode) -> st.SearchStrategy[Any]:
    """Made once: that costs more than all the requests."""
    schema = schemathesis.openapi.from_dict(app.openapi()).exclude(path_regex=f"{ENDLESS}$")
    return schema.as_strategy(generation_mode=mode)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_input_meets_a_bug(
    app: FastAPI, client: httpx.AsyncClient, data: st.DataObject
) -> None:
    """Whatever the document allows or forbids is sent by every kind of caller; none gets a 500.

    Nor does anybody get an answer whose status the document does not tell of.
    """
    case = data.draw(_requests(app, data.draw(st.sampled_from(GenerationMode))))
    kind = data.draw(st.sampled_from(ALL_KINDS))
    headers = await sign_in_to(app)(kind, privileges=ALL_PRIVILEGES, store_id=str(uuid4()))
    request = case.as_transport_kwargs(base_url="http://service", headers=headers)
    request["content" if isinstance(request.get("data"), bytes) else "data"] = request.pop(
        "data", None
    )
    answer = await client.request(**{**request, "cookies": None})
    assert answer.status_code != 500, answer.text
    is_told = str(answer.status_code) in case.operation.definition.raw["responses"]
    assert is_told or answer.json()["code"] in _NO_OPERATION, (
        f"{case.operation.label} does not tell of {answer.status_code}: {answer.text}"
    )
