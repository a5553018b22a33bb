"""What is sent again, and what is not, against a server that fails on purpose."""

from collections.abc import Callable

import httpx
import pytest
from platform_client import Platform, PlatformError, RetryPolicy
from platform_client.models.common import Ok
from platform_client.platform import Call

QUICK = RetryPolicy(patience=2.0, first_pause=0.001, longest_pause=0.01)
Answer = httpx.Response | type[httpx.TransportError]


class Script(httpx.AsyncBaseTransport):
    """Gives the answers in turn, and notes what was asked."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, httpx.Response):
            return answer
        raise answer("on purpose")


def failing(status: int, **headers: str) -> httpx.Response:
    body = {"status": status, "code": "UNAVAILABLE", "detail": "away", "request_id": "r1"}
    return httpx.Response(status, json=body, headers=headers)


async def send(script: Script, call: Call, policy: RetryPolicy = QUICK) -> Ok:
    async with Platform("http://gateway", retries=policy, transport=script) as platform:
        return await platform.send(Ok, call)


READ = Call("GET", "/x")
KEYED = Call("POST", "/x", {"a": 1}, key="k1")
SAME_TWICE = Call("POST", "/x", {}, is_repeatable=True)
PLAIN = Call("POST", "/x", {})


@pytest.mark.parametrize("call", [READ, KEYED, SAME_TWICE, Call("PUT", "/x"), Call("DELETE", "/x")])
@pytest.mark.parametrize(
    "failure",
    [
        lambda: failing(502),
        lambda: failing(503),
        lambda: failing(504),
        lambda: failing(429),
        lambda: httpx.ReadError,
        lambda: httpx.ReadTimeout,
        lambda: httpx.RemoteProtocolError,
    ],
)
async def test_harmless_call_is_sent_again(call: Call, failure: Callable[[], Answer]) -> None:
    script = Script(failure(), failure(), httpx.Response(200, json={"status": "OK"}))
    assert (await send(script, call)).status == "OK"
    assert len(script.requests) == 3


async def test_one_too_many_was_not_done_so_it_is_sent_again() -> None:
    script = Script(failing(429), httpx.Response(200, json={"status": "OK"}))
    assert (await send(script, PLAIN)).status == "OK"


async def test_repetition_is_the_same_request() -> None:
    script = Script(failing(503), httpx.Response(200, json={"status": "OK"}))
    await send(script, KEYED)
    first, second = script.requests
    assert first.content == second.content
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"] == "k1"


@pytest.mark.parametrize("failure", [failing(502), failing(503), httpx.ReadError])
async def test_other_write_is_sent_once(failure: Answer) -> None:
    script = Script(failure)
    with pytest.raises(PlatformError):
        await send(script, PLAIN)
    assert len(script.requests) == 1


async def test_write_that_was_never_sent_is_sent() -> None:
    script = Script(httpx.ConnectError, httpx.Response(200, json={"status": "OK"}))
    await send(script, PLAIN)
    assert len(script.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 500])
async def test_refusal_is_final(status: int) -> None:
    script = Script(failing(status))
    with pytest.raises(PlatformError) as refused:
        await send(script, READ)
    assert refused.value.status == status
    assert len(script.requests) == 1


async def test_patience_ends() -> None:
    policy = RetryPolicy(patience=0.05, first_pause=0.01, longest_pause=0.02)
    script = Script(*[httpx.ConnectError] * 100)
    with pytest.raises(PlatformError) as refused:
        await send(script, READ, policy)
    assert (refused.value.status, refused.value.code) == (None, "UNREACHABLE")
    assert 2 <= len(script.requests) <= 10


async def test_longer_wait_than_patience_is_not_begun() -> None:
    script = Script(failing(429, **{"Retry-After": "900"}))
    with pytest.raises(PlatformError) as refused:
        await send(script, READ)
    assert refused.value.status == 429


async def test_answer_that_is_no_problem() -> None:
    script = Script(httpx.Response(404, text="<html>", headers={"X-Request-ID": "r7"}))
    with pytest.raises(PlatformError) as refused:
        await send(script, READ)
    assert (refused.value.code, refused.value.request_id) == ("HTTP_404", "r7")


async def test_answer_of_another_form() -> None:
    script = Script(httpx.Response(200, json={"hello": "world"}))
    with pytest.raises(PlatformError) as refused:
        await send(script, READ)
    assert refused.value.code == "UNREADABLE_ANSWER"
