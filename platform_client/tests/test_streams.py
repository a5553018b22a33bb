"""A stream of events through lost connections and repeated deliveries."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from platform_client import Platform, PlatformError
from platform_client.models.sessions import Token
from platform_client.session import Session
from platform_client.streams import Event, follow


def sse(position: str, kind: str, **data: str) -> bytes:
    return f"id: {position}\nevent: {kind}\ndata: {json.dumps(data)}\n\n".encode()


class Broken(httpx.AsyncByteStream):
    """Some events, and then the connection is lost."""

    def __init__(self, *events: bytes) -> None:
        self._events = events

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for event in self._events:
            yield event
        raise httpx.ReadError("lost")


class Connections(httpx.AsyncBaseTransport):
    """Gives the answers in turn, and notes how each connection was asked for."""

    def __init__(self, *answers: httpx.Response) -> None:
        self._answers = list(answers)
        self.headers: list[httpx.Headers] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.headers.append(request.headers)
        return self._answers.pop(0)


def connection(*events: bytes) -> httpx.Response:
    return httpx.Response(
        200, stream=Broken(*events), headers={"Content-Type": "text/event-stream"}
    )


def problem(status: int, code: str) -> httpx.Response:
    return httpx.Response(status, json={"code": code, "detail": "", "request_id": "r"})


FORBIDDEN = 403, "FORBIDDEN"


async def followed(transport: Connections) -> list[Event]:
    """Everything until the platform refuses the listener for good."""
    tokens = iter(["first", "second", "third"])

    async def sign_in() -> Token:
        return Token(access_token=next(tokens), expires_in=60)

    seen: list[Event] = []

    async def listen(platform: Platform) -> None:
        async for event in follow(Session(platform, sign_in), "/stream"):
            seen.append(event)  # noqa: PERF401 - the stream ends by an error

    async with Platform("http://gateway", transport=transport) as platform:
        with pytest.raises(PlatformError, match="FORBIDDEN"):
            await listen(platform)
    return seen


async def test_lost_connection_is_taken_up_after_the_last_event() -> None:
    transport = Connections(
        connection(sse("1", "ready"), sse("2", "task.created", event_id="a")),
        problem(502, "UPSTREAM_UNAVAILABLE"),
        connection(sse("2", "ready"), sse("3", "task.created", event_id="b")),
        problem(*FORBIDDEN),
    )
    seen = await followed(transport)
    assert [event[0] for event in seen] == ["ready", "task.created", "ready", "task.created"]
    asked = [headers.get("Last-Event-ID") for headers in transport.headers]
    assert asked == [None, "2", "2", "3"]


async def test_repeated_event_is_passed_on_once() -> None:
    transport = Connections(
        connection(sse("2", "task.created", event_id="a"), sse("3", "task.changed", event_id="b")),
        connection(sse("3", "task.changed", event_id="b"), sse("4", "task.changed", event_id="c")),
        problem(*FORBIDDEN),
    )
    assert [data["event_id"] for _, data in await followed(transport)] == ["a", "b", "c"]


async def test_ended_session_is_renewed() -> None:
    transport = Connections(
        connection(sse("1", "ready")),
        problem(401, "UNAUTHENTICATED"),
        connection(sse("1", "ready")),
        problem(*FORBIDDEN),
    )
    await followed(transport)
    tokens = [headers["Authorization"] for headers in transport.headers]
    assert tokens == ["Bearer first", "Bearer first", "Bearer second", "Bearer second"]
