"""The receiver that the documentation shows, against the real thing."""

import runpy
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
from aiohttp.test_utils import TestServer

from tests.webhooks.conftest import Subscribe
from tests.webhooks.receiver import Receiver, eventually

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "webhook_receiver.py"


async def test_the_documented_receiver_keeps_each_event_once_and_refuses_forgeries(
    client: httpx.AsyncClient,
    admin: dict[str, str],
    subscribe: Subscribe,
    receiver: Receiver,
    sell: Callable[[], Awaitable[dict[str, Any]]],
) -> None:
    made = await subscribe(receiver)
    books: list[dict[str, Any]] = []
    make_app = runpy.run_path(str(EXAMPLE))["make_app"]
    async with TestServer(make_app(made["secret"], books)) as server:
        body = {"url": str(server.make_url("/provodnik")), "event_types": made["event_types"]}
        await client.put(f"/admin/webhook/{made['id']}", headers=admin, json=body)
        sold = await sell()
        await eventually(lambda: books)
        path = f"/admin/webhook/{made['id']}"
        delivery = (await client.get(f"{path}/deliveries", headers=admin)).json()["items"][0]
        await client.post(f"{path}/delivery/{delivery['id']}/replay", headers=admin)
        async with httpx.AsyncClient() as stranger:
            forged = await stranger.post(
                body["url"],
                json={},
                headers={
                    "webhook-id": "1",
                    "webhook-timestamp": "1",
                    "webhook-signature": "v1,AAAA",
                },
            )
    assert forged.status_code == 401
    assert [event["data"] for event in books] == [sold]
