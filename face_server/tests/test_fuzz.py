"""A thousand broken pictures and a hundred megabytes: always an answer, never a fault of ours."""

import base64
from collections import Counter
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of

from app.config import Settings
from app.engine.base import Engines
from app.engine.dlib_engine import DlibEngine
from app.workers.pool import WorkerPool, WorkerSettings
from tests.broken_pictures import broken_pictures
from tests.test_process import sign
from tests.workers import jobs

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


@pytest.fixture(scope="module")
def pictures() -> list[bytes]:
    return list(broken_pictures())


async def test_a_thousand_broken_pictures(settings: Settings, pictures: list[bytes]) -> None:
    """A worker has an answer for each, and outlives them all."""
    pool = WorkerPool(Engines(DlibEngine()), 1, WorkerSettings(time_limit_seconds=60))
    await pool.open()
    workers = pool.worker_pids
    limits, demands = settings.picture.limits, settings.question.demands
    answers = Counter(await pool.run(jobs.look_at_all, pictures, limits, demands))
    assert pool.worker_pids == workers
    await pool.close()
    assert answers.total() == len(pictures) >= 1_000
    # Some are whole enough to be looked at; most are told to be no picture.
    assert answers["NOT_AN_IMAGE"] > 500
    assert answers["IMAGE_TOO_LARGE"] > 20
    assert answers["LOOKED_AT"] > 50


@pytest.mark.parametrize("route", ROUTES)
async def test_broken_pictures_in_requests(
    app: FastAPI, service: httpx.AsyncClient, pictures: list[bytes], route: str
) -> None:
    service.auth = sign
    workers = components_of(app).get(WorkerPool).worker_pids
    for number, data in enumerate(pictures[ROUTES.index(route) :: 25]):
        answer = await ask(service, route, base64.b64encode(data).decode())
        assert answer.status_code in {200, 404, 409, 413, 422}, (number, answer.text)
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
