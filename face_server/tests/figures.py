"""The figures of this server, for `make bench ARGS="--only faces"`; prints them as JSON.

Beside each stands what the job itself costs: the same picture looked at by the bare engine.
"""

import asyncio
import json
import multiprocessing
import os
import sys
import time
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import numpy as np
from pydantic import SecretStr
from service_kit.redis_async import RedisConnection
from service_kit.settings import RedisSettings
from service_kit.testing.infrastructure import claim_redis

from app.chroma import Chroma, ChromaSettings
from app.config import Settings
from app.engine.base import Engines
from app.engine.dlib_engine import DlibEngine
from app.engine.examination import encode_only_face
from app.templates.index import Index
from app.templates.records import Record, Records
from app.templates.registry import Registry
from tests.conftest import chroma_address, credential_headers
from tests.portraits import as_base64, astronaut, encoded
from tests.search_figures import crowd_of, search_in_chroma, search_in_memory
from tests.test_process import Server, serving

PASSENGERS = 2_000
MILLION = 1_000_000
# What Chroma indexes in half a minute; for a million it would take the time of all other figures.
HUNDRED_THOUSAND = 100_000
WORKERS = 2
CLIENTS = 6
ASKED = 12
JSON = {"Content-Type": "application/json"}
chance = np.random.default_rng(3)


@dataclass(frozen=True)
class Effort:
    rounds: int
    seconds: float


def bare_encoder() -> Callable[[], object]:
    """The same work on the same picture without any server around it."""
    engines, settings, data = Engines(DlibEngine()), Settings(), encoded(astronaut())
    for engine in engines:
        engine.load()
    look = partial(
        encode_only_face, engines, data, settings.picture.limits, settings.question.demands
    )
    look()
    return look


def encode_for(seconds: float, _: int = 0) -> tuple[float, float]:
    """Pictures a second of one process, and the processor's seconds that one takes."""
    look = bare_encoder()
    started, cpu, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - started < seconds:
        look()
        count += 1
    return count / (time.perf_counter() - started), (time.process_time() - cpu) / count


def encode_beside_each_other(seconds: float) -> dict[str, float]:
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        paces = pool.map(partial(encode_for, seconds), range(WORKERS), chunksize=1)
    return {
        "bare_rate": sum(rate for rate, _ in paces),
        "bare_cpu": sum(cpu for _, cpu in paces) / WORKERS,
    }


async def enrol_many(settings: Settings, count: int) -> list[str]:
    """Synthetic people of the length that the engine's templates have."""
    redis, chroma = RedisConnection(settings.redis), Chroma(settings.chroma)
    registry, records = Registry(redis), Records(chroma)
    index, sealer = Index("passengers", DlibEngine.engine_id), settings.templates.sealer
    subjects = [uuid4() for _ in range(count)]
    tickets = {one: await registry.claim(index, one) for one in subjects}
    faces = chance.normal(0, 0.12, (count, 128)).astype(np.float32)
    sealed = [
        Record(one, sealer.seal(index, one, tickets[one].salt, face), "c")
        for one, face in zip(subjects, faces, strict=True)
    ]
    for start in range(0, count, 500):
        await records.put_many(index, tickets, sealed[start : start + 500])
    await chroma.close()
    await redis.close()
    return [str(one) for one in subjects]


async def seconds_of(ask: Callable[[], Awaitable[httpx.Response]]) -> float:
    started = time.perf_counter()
    answer = await ask()
    if not answer.is_success:
        raise RuntimeError(answer.text)
    return time.perf_counter() - started


def question(among: list[str]) -> bytes:
    body = {"image": as_base64(astronaut()), "collection": "passengers", "among": among}
    return json.dumps(body).encode()


def ask_one(server: Server, among: list[str]) -> Callable[[], Awaitable[httpx.Response]]:
    return partial(server.client.post, "/faces/search", content=question(among), headers=JSON)


async def identify(
    server: Server, among: list[str], bare: Callable[[], object]
) -> dict[str, float]:
    """The medians of questions and of the bare encoder, one by one in turn: the machine is faster
    at one moment than at another."""
    ask = ask_one(server, among)
    asked, looked = [], []
    for _ in range(ASKED):
        started = time.perf_counter()
        bare()
        looked.append(time.perf_counter() - started)
        asked.append(await seconds_of(ask))
    return {"identify": float(np.median(asked)), "bare": float(np.median(looked))}


async def under_full_load(server: Server, among: list[str], seconds: float) -> dict[str, float]:
    """Questions a second of several callers, what one takes of the processor in the server and its
    workers, and the p99 of `/healthz` meanwhile."""
    before = cpu_of(server)
    asking = asyncio.create_task(asked_by_wrk(server, among, seconds))
    taken = []
    while not asking.done():
        taken.append(await seconds_of(partial(server.client.get, "/healthz")))
        await asyncio.sleep(0.2)
    rate, requests = await asking
    # Each connection leaves a question behind when the generator ends. They are answered before
    # one more is, and then all that was counted of the processor has been for questions asked.
    await seconds_of(ask_one(server, among))
    return {
        "rate": rate,
        "cpu": (cpu_of(server) - before) / (requests + CLIENTS + 1),
        "health_p99": float(np.quantile(taken, 0.99)),
    }


def cpu_of(server: Server) -> float:
    """Seconds of the server and its workers so far."""
    return sum(map(_cpu_seconds, [server.process.pid, *server.worker_pids()]))


def _cpu_seconds(pid: int) -> float:
    # Behind the name, which may hold blanks: state, ten other fields, user and system time.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def asked_by_wrk(server: Server, among: list[str], seconds: float) -> tuple[float, int]:
    """Questions a second, and how many. By a generator that hardly needs the cores itself."""
    with TemporaryDirectory() as folder:
        body, credential = Path(folder) / "body", Path(folder) / "credential"
        body.write_bytes(question(among))
        credential.write_text(credential_headers(Settings().internal.secret)["Authorization"])
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "--timeout", "30s"]
        command += ["-s", str(Path(__file__).with_name("question.lua"))]
        command += [str(server.client.base_url.join("/faces/search"))]
        process = await asyncio.create_subprocess_exec(
            *command, "--", str(body), str(credential), stdout=PIPE
        )
        output = (await process.communicate())[0].decode()
    requests, failed, microseconds = map(int, output.rpartition("RESULT")[2].split())
    if failed or not requests:
        raise RuntimeError(output)
    return requests / (microseconds / 1e6), requests


def memory_of(pid: int) -> float:
    """PSS in megabytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000


async def measure(effort: Effort) -> dict[str, list[float]]:
    address = chroma_address()
    settings = Settings(
        chroma=ChromaSettings(host=address.hostname or "", port=address.port or 0),
        redis=RedisSettings(url=SecretStr(await claim_redis())),
    )
    among = await enrol_many(settings, PASSENGERS)
    figures: dict[str, list[float]] = {}

    def note(**values: float) -> None:
        for name, value in values.items():
            figures.setdefault(name, []).append(value)

    async with serving(settings, workers=WORKERS) as server:
        bare = bare_encoder()
        await identify(server, among, bare)
        for _ in range(effort.rounds):
            note(**await identify(server, among, bare))
            note(**await asyncio.to_thread(encode_beside_each_other, effort.seconds))
            # Longer, because what was begun at the end of it does not count.
            note(**await under_full_load(server, among, 2 * effort.seconds))
        workers = [memory_of(pid) for pid in server.worker_pids()]
        note(worker_megabytes=max(workers), server_megabytes=memory_of(server.process.pid))
    hundred = crowd_of(HUNDRED_THOUSAND)
    note(**search_in_memory(hundred, "hundred"))
    note(**await search_in_chroma(hundred, "hundred", settings.chroma))
    note(**search_in_memory(crowd_of(MILLION), "million"))
    return figures


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Effort(int(sys.argv[1]), float(sys.argv[2]))))))
