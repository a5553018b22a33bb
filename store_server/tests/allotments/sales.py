"""Sales of robots without the uplink."""

from typing import Any
from uuid import UUID, uuid4

import httpx

from tests.conftest import Actor

SYNC = "/robot/purchases:sync"


def sale(
    store_id: UUID, *lines: tuple[UUID, int], price_penny: int = 150, **fields: Any
) -> dict[str, Any]:
    return {
        "request_id": str(uuid4()),
        "sequence": 1,
        "made_at": "2026-03-08T10:00:00+03:00",
        "store_id": str(store_id),
        "items": [
            {"item_id": str(item_id), "count": count, "price_penny": price_penny}
            for item_id, count in lines
        ],
        **fields,
    }


async def upload(
    client: httpx.AsyncClient, robot: Actor, *sales: dict[str, Any]
) -> list[dict[str, Any]]:
    answer = await client.post(SYNC, headers=robot.headers, json={"sales": sales})
    assert answer.status_code == 200
    results: list[dict[str, Any]] = answer.json()["results"]
    return results
