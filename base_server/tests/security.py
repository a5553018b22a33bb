"""What the tests of the monitoring have in common."""

import base64
from typing import Any
from uuid import uuid4

import httpx

Headers = dict[str, str]
OCCURRED_AT = "2026-11-20T21:05:00+03:00"
JPEG = b"\xff\xd8\xff\xe0 only the beginning is looked at"
SNAPSHOT = base64.b64encode(JPEG).decode()


def incident_report(**changed: Any) -> dict[str, Any]:
    return {
        "request_id": uuid4().hex,
        "kind": "FIGHT",
        "score": 0.9,
        "camera_id": "front",
        "occurred_at": OCCURRED_AT,
    } | changed


async def report(client: httpx.AsyncClient, robot: Headers, /, **changed: Any) -> httpx.Response:
    return await client.post("/robot/incident", json=incident_report(**changed), headers=robot)
