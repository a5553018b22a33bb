"""The uplink of a robot: lost, and timed."""

import httpx
import pytest
from platform_client import Platform, PlatformError, RetryPolicy
from platform_client.platform import Call

from app.simulate.day.uplink import Uplink

ASK = Call("GET", "/")


def platform(uplink: Uplink) -> Platform:
    policy = RetryPolicy(patience=1.0, first_pause=0.02, longest_pause=0.02)
    return Platform("http://gateway", retries=policy, transport=uplink)


async def test_repeated_requests_are_timed_as_one() -> None:
    statuses = iter([503, 503, 200])
    uplink = Uplink(httpx.MockTransport(lambda _: httpx.Response(next(statuses))))
    watch = uplink.start_stopwatch()
    await platform(uplink).fetch(ASK)
    assert watch.sent_at is not None
    # Two pauses, each of half a one at least.
    assert watch.answered_at - watch.sent_at > 0.02


async def test_each_question_has_a_stopwatch_of_its_own() -> None:
    uplink = Uplink(httpx.MockTransport(lambda _: httpx.Response(200)))
    first = uplink.start_stopwatch()
    await platform(uplink).fetch(ASK)
    answered_at = first.answered_at
    second = uplink.start_stopwatch()
    await platform(uplink).fetch(ASK)
    assert first.answered_at == answered_at
    assert second.sent_at is not None
    assert second.sent_at >= answered_at


async def test_nothing_leaves_a_robot_that_lost_its_link() -> None:
    uplink = Uplink(httpx.MockTransport(lambda _: httpx.Response(200)))
    uplink.is_cut = True
    watch = uplink.start_stopwatch()
    with pytest.raises(PlatformError):
        await platform(uplink).fetch(ASK)
    assert watch.sent_at is None
