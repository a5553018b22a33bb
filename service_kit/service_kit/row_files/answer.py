"""A table as a download that needs no more memory for a million rows than for a thousand."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from typing import Any, TypeAlias

from fastapi.responses import StreamingResponse
from service_kit.callers import Unauthenticated
from service_kit.database.engine import Database
from service_kit.row_files.formats import ENCODERS, Row, RowEncoder, RowFormat
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute
from starlette.types import Send

BATCH_ROWS = 1_000
Batches: TypeAlias = AsyncGenerator[Sequence[Row]]

# For the `responses` of a route that answers such a file.
FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": (
            "CSV (UTF-8 with a byte order mark; cells that a spreadsheet would run as a formula "
            "begin with an apostrophe) or JSON lines. A download that breaks off is not complete."
        ),
        "content": {
            encoder.media_type.partition(";")[0]: {"schema": {"type": "string"}}
            for encoder in ENCODERS.values()
        },
    }
}


async def keyset_batches(
    database: Database, query: Select[*tuple[Any, ...]], key: InstrumentedAttribute[Any]
) -> Batches:
    """The rows of `query` in the order of the unique column `key`, which it must select under its
    own name.

    Each batch is a short transaction that goes on after the last key. A cursor would hold one
    connection and one snapshot for as long as the slowest client takes. So a row that changes
    meanwhile is shown as it is when its turn comes, and each row at most once.
    """
    ordered = query.order_by(None).order_by(key).limit(BATCH_ROWS)
    following = ordered
    while True:
        async with database.session() as session:
            rows = (await session.execute(following)).mappings().all()
        if rows:
            yield rows
        if len(rows) < BATCH_ROWS:
            return
        following = ordered.where(key > rows[-1][key.key])


async def rows_answer(
    batches: Batches,
    *,
    name: str,
    columns: Sequence[str],
    file_format: RowFormat,
    is_signed_in: Callable[[], Awaitable[bool]],
) -> StreamingResponse:
    """`batches` as the file `name`; the rows are read while they are sent.

    The first batch is read here, so that a database that is away is an ordinary problem. What
    fails later breaks the connection without the final chunk: every HTTP client takes that for an
    error, and no half of a file is taken for the whole. It also breaks when the caller's session
    ends meanwhile.
    """
    encoder = ENCODERS[file_format](columns)
    chunks = _chunks(batches, encoder, is_signed_in)
    first = await anext(chunks)
    return _ClosingStream(
        _prepend(first, chunks),
        media_type=encoder.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{file_format}"',
            # The gateway would read ahead into its own files, whether the client takes it or not.
            "X-Accel-Buffering": "no",
        },
    )


async def _chunks(
    batches: Batches,
    encoder: RowEncoder,
    is_signed_in: Callable[[], Awaitable[bool]],
) -> AsyncGenerator[bytes]:
    async with aclosing(batches):
        head = encoder.head()
        async for rows in batches:
            if not await is_signed_in():
                raise Unauthenticated
            yield head + encoder.rows(rows)
            head = b""
        yield head


async def _prepend(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncIterator[bytes]:
    async with aclosing(rest):
        yield first
        async for chunk in rest:
            yield chunk


class _ClosingStream(StreamingResponse):
    """Ends the reading when the sending ends, however it ends: a client that hangs up must not
    leave a query behind that waits for the garbage collection."""

    async def stream_response(self, send: Send) -> None:
        try:
            await super().stream_response(send)
        finally:
            await self.body_iterator.aclose()  # type: ignore[attr-defined]
