"""Downloads over a real connection: whole, broken, and given up."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from service_kit.application import create_service
from service_kit.callers import Unauthenticated
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.routing import PUBLIC, feature_router
from service_kit.row_files import RowFormat, keyset_batches, rows_answer
from sqlalchemy import select
from starlette.responses import StreamingResponse

from tests.sample import Note, Settings

Batches = AsyncGenerator[Sequence[dict[str, Any]]]


class Source:
    """Batches without an end, or up to a failure."""

    def __init__(self) -> None:
        self.is_failing = False
        self.closed = asyncio.Event()

    async def batches(self) -> Batches:
        try:
            yield [{"name": "first"}]
            while not self.is_failing:
                await asyncio.sleep(0)  # As a database does, it lets others go first.
                yield [{"name": "x" * 1000}] * 100
            raise RuntimeError("the database went away")
        finally:
            self.closed.set()


@pytest.fixture
def source() -> Source:
    return Source()


@asynccontextmanager
async def _serving(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """As in production: the same server, the same parser."""
    config = uvicorn.Config(app, port=0, http="httptools", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
        yield client
    server.should_exit = True
    await running


async def _always() -> bool:
    return True


@pytest.fixture
async def download(settings: Settings, source: Source) -> AsyncIterator[httpx.AsyncClient]:
    router = feature_router(tag="files", dependencies=[PUBLIC])

    @router.get("/file")
    async def get_file() -> StreamingResponse:
        return await rows_answer(
            source.batches(),
            name="names",
            columns=["name"],
            file_format=RowFormat.CSV,
            is_signed_in=_always,
        )

    app = create_service(name="files", description="-", settings=settings, routers=[router])
    async with _serving(app) as client:
        yield client


async def test_a_failure_in_the_middle_never_looks_like_the_end(
    download: httpx.AsyncClient, source: Source
) -> None:
    async with download.stream("GET", "/file") as answer:
        chunks = answer.aiter_bytes()
        assert answer.status_code == 200
        await anext(chunks)
        source.is_failing = True
        with pytest.raises(httpx.RemoteProtocolError):
            async for _ in chunks:
                pass


async def test_who_hangs_up_ends_the_reading(download: httpx.AsyncClient, source: Source) -> None:
    async with download.stream("GET", "/file") as answer:
        await anext(answer.aiter_bytes())
        assert not source.closed.is_set()
    async with asyncio.timeout(5):
        await source.closed.wait()


async def test_a_failure_before_the_first_row_is_raised() -> None:
    async def broken() -> Batches:
        raise RuntimeError("the database is away")
        yield []  # type: ignore[unreachable]

    with pytest.raises(RuntimeError):
        await rows_answer(
            broken(), name="n", columns=["name"], file_format=RowFormat.CSV, is_signed_in=_always
        )


async def test_a_session_that_ends_ends_the_download(source: Source) -> None:
    signed_in = iter([True, False])

    async def is_signed_in() -> bool:
        return next(signed_in)

    answer = await rows_answer(
        source.batches(),
        name="names",
        columns=["name"],
        file_format=RowFormat.CSV,
        is_signed_in=is_signed_in,
    )
    chunks = aiter(answer.body_iterator)
    await anext(chunks)
    with pytest.raises(Unauthenticated):
        await anext(chunks)


async def _file(file_format: RowFormat, rows: Sequence[dict[str, Any]]) -> str:
    async def batches() -> Batches:
        if rows:
            yield rows

    answer = await rows_answer(
        batches(),
        name="rows",
        columns=["name", "when", "facts"],
        file_format=file_format,
        is_signed_in=_always,
    )
    return b"".join([bytes(chunk) async for chunk in answer.body_iterator]).decode()  # type: ignore[arg-type]


_ROW = {
    "name": "=1+1",
    "when": dt.datetime(2026, 3, 8, 21, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    "facts": {"a": 1},
    "left out": 1,
}


async def test_csv() -> None:
    text = await _file(RowFormat.CSV, [_ROW, dict.fromkeys(_ROW)])
    assert text == (
        '\ufeff"name","when","facts"\r\n'
        '"\'=1+1","2026-03-08T18:00:00+00:00","{""a"":1}"\r\n'
        '"","",""\r\n'
    )


async def test_json_lines() -> None:
    text = await _file(RowFormat.JSONL, [_ROW])
    assert json.loads(text) == {
        "name": "=1+1",
        "when": "2026-03-08T18:00:00+00:00",
        "facts": {"a": 1},
    }


async def test_without_rows_a_csv_file_still_has_its_header() -> None:
    assert await _file(RowFormat.CSV, []) == '\ufeff"name","when","facts"\r\n'


async def test_every_row_of_a_table_comes_once_and_in_order(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.row_files.answer.BATCH_ROWS", 3)
    database = components_of(app).get(Database)
    async with database.session() as session, session.begin():
        session.add_all([Note(text=str(number)) for number in range(7)])
    query = select(Note.id, Note.text)
    async with aclosing(keyset_batches(database, query, Note.id)) as batches:
        found = [len(rows) async for rows in batches]
    async with aclosing(keyset_batches(database, query, Note.id)) as batches:
        texts = [row["text"] async for rows in batches for row in rows]
    assert found == [3, 3, 1]
    assert sorted(texts) == [str(number) for number in range(7)]
