"""Asking for a check as a robot does."""

from typing import Any
from uuid import uuid4

import httpx

Headers = dict[str, str]


async def check(client: httpx.AsyncClient, headers: Headers, **asked: Any) -> httpx.Response:
    body = {"request_id": uuid4().hex, "mode": "BOARD", **asked}
    return await client.post("/robot/ticket/check", json=body, headers=headers)
