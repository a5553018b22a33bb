"""A thousand broken pictures and a hundred megabytes: always an answer, never a fault of ours."""

import base64
from collections import Counter
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
from fastapi import FastAPI
from service_kit.components import components_of

from app.workers.pool import WorkerPool
from tests.broken_pictures import broken_pictures
from tests.test_process import sign

ROUTES = ("search", "verify", "detect", "enrol")
MEGABYTE = 1024 * 1024


async def ask(service: httpx.AsyncClient, route: str, image: str) -> httpx.Response:
    body = {"image": image, "collection": "passengers"}
    match route:
        case "enrol":
            return await service.put(f"/faces/{uuid4()}", json={**body, "consent": "c"})
        case "verify":
            return await service.post("/faces/verify", json={**body, "subject_id": str(uuid4())})
        case "search":
            return await service.post("/faces/search", json={**body, "among": []})
        case _:
            return await service.post("/faces/detect", json={"image": image})


async def test_a_thousand_broken_pictures(app: FastAPI, service: httpx.AsyncClient) -> None:
    service.auth = sign
    workers = components_of(app).get(WorkerPool).worker_pids
    answers: Counter[int] = Counter()
    for number, data in enumerate(broken_pictures()):
        image = base64.b64encode(data).decode()
        answer = await ask(service, ROUTES[number % len(ROUTES)], image)
        assert answer.status_code < 500, (number, answer.text)
        answers[answer.status_code] += 1
    assert answers.total() >= 1_000
    # Some are whole enough to be looked at; most are told to be no picture.
    assert set(answers) <= {200, 404, 409, 413, 422}, answers
    assert answers[422] > 500
    assert components_of(app).get(WorkerPool).worker_pids == workers


async def test_a_hundred_megabytes_are_not_read(service: httpx.AsyncClient) -> None:
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'{"image": "'
        for _ in range(100):
            sent += MEGABYTE
            yield b"A" * MEGABYTE
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    answer = await service.post("/faces/detect", content=stream(), headers=headers)
    assert answer.status_code == 413
    assert sent < 20 * MEGABYTE
