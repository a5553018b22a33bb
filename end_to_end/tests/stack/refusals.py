"""What a refused call answers."""

from collections.abc import Awaitable

import httpx
import pytest
from platform_client import PlatformError

Refusal = tuple[int | None, str]


async def refusal(call: Awaitable[object]) -> Refusal:
    """Status and code; the test fails if the call is accepted."""
    with pytest.raises(PlatformError) as refused:
        await call
    assert refused.value.request_id
    assert refused.value.detail
    return refused.value.status, refused.value.code


def problem(response: httpx.Response) -> Refusal:
    """Status and code of an answer that must be problem details."""
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["type"].startswith("urn:problem:")
    assert body["title"]
    assert body["detail"]
    assert body["request_id"] == response.headers["X-Request-ID"]
    return response.status_code, body["code"]
