"""One database of one service: two pools, for two kinds of work."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy
from service_kit.components import Component
from service_kit.settings import DatabaseSettings
from sqlalchemy import event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine


class Database(Component):
    """`sessions` is the ORM: administration and most reads. `driver` is asyncpg itself.

    The ORM costs several times the statement that it sends. The two or three paths that thousands
    of devices take at once send their statements through `driver`, in one place of their
    feature's repository.
    """

    name: ClassVar[str] = "postgresql"

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._timeouts = {
            "statement_timeout": str(int(settings.statement_timeout_seconds * 1000)),
            "idle_in_transaction_session_timeout": "30000",
        }
        self._driver: asyncpg.Pool[asyncpg.Record] | None = None
        self.engine = create_async_engine(
            settings.url.get_secret_value(),
            pool_size=settings.pool_size,
            max_overflow=0,
            pool_timeout=settings.connect_timeout_seconds,
            hide_parameters=True,
            json_deserializer=orjson.loads,
            connect_args={
                "timeout": settings.connect_timeout_seconds,
                "command_timeout": settings.statement_timeout_seconds,
                "server_settings": self._timeouts,
            },
        )
        event.listen(self.engine.sync_engine, "checkout", _replace_if_closed)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @property
    def driver(self) -> "asyncpg.Pool[asyncpg.Record]":
        if self._driver is None:
            raise RuntimeError("the database is not open yet: the driver belongs to a running loop")
        return self._driver

    @asynccontextmanager
    async def quick_connection(self) -> AsyncIterator["PoolConnectionProxy[asyncpg.Record]"]:
        """A connection of the driver for as long as a person before a device would wait; raises
        `TimeoutError` then. For a turn one waits as long as a session does.

        A database that hangs confirms no cancellation, for which the pool would wait as long again:
        the connection is thrown away.
        """
        loop, settings = asyncio.get_running_loop(), self._settings
        # One, set twice: a second one costs a ticket check a twentieth of its time in the server.
        async with asyncio.timeout(settings.connect_timeout_seconds) as limit:
            connection = await self.driver.acquire()
            limit.reschedule(loop.time() + settings.quick_timeout_seconds)
            try:
                yield connection
            except (TimeoutError, asyncio.CancelledError):
                connection.terminate()
                raise
            finally:
                await self.driver.release(connection)

    async def open(self) -> None:
        # asyncpg ties a pool to the event loop in which it is made; the server's own loop does not
        # run yet when the application is put together.
        self._driver = asyncpg.create_pool(
            self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False),
            min_size=0,
            max_size=self._settings.pool_size,
            timeout=self._settings.connect_timeout_seconds,
            command_timeout=self._settings.statement_timeout_seconds,
            server_settings=self._timeouts,
            init=_prepare_connection,
            reset=_leave_as_it_is,
        )
        # With a minimum of no connections this touches no network: the database may come later.
        await self._driver

    async def close(self) -> None:
        if self._driver is not None:
            await self._driver.close()
        await self.engine.dispose()

    async def check(self) -> None:
        async with self.sessions() as session:
            await session.execute(text("SELECT 1"))

    def session(self) -> AsyncSession:
        """A session for work outside of a request; the caller begins and commits."""
        return self.sessions()


def _replace_if_closed(connection: DBAPIConnection, *_: object) -> None:
    """Lets the pool connect anew where the other side has hung up, which asyncpg knows by itself.

    SQLAlchemy's own `pool_pre_ping` asks the database: three round trips before each session.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError


async def _prepare_connection(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + orjson.dumps(value),
        decoder=lambda data: orjson.loads(data[1:]),
        format="binary",
    )


async def _leave_as_it_is(_: "asyncpg.Connection[asyncpg.Record]") -> None:
    """asyncpg's own reset is one more round trip after each statement.

    Nothing here changes the state of a connection beyond its transaction: no SET, no LISTEN, no
    advisory lock is taken through this pool.
    """
