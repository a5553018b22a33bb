"""The connection to ChromaDB: quick to give up, back by itself, closed with the application."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Literal, TypeVar

import httpx
import structlog
from chromadb.api.async_fastapi import AsyncFastAPI
from chromadb.api.models.AsyncCollection import AsyncCollection
from chromadb.config import Settings as ClientSettings
from chromadb.config import System
from chromadb.errors import ChromaError, InternalError, NotFoundError, RateLimitError
from pydantic import BaseModel, Field
from service_kit.components import Component
from service_kit.errors import Unavailable

R = TypeVar("R")
Space = Literal["l2", "cosine", "ip"]
# A collection, or the connection that was kept from the question before.
_LOST = (NotFoundError, httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)

_log = structlog.get_logger(__name__)


class ChromaSettings(BaseModel):
    """The vector store. It has no authentication of its own: keep it private."""

    host: str = "127.0.0.1"
    port: int = 8000
    tenant: str = "default_tenant"
    database: str = "default_database"
    timeout_seconds: float = Field(default=2.0, gt=0)


class FaceStoreUnavailable(Unavailable):
    """Chroma does not answer, or not in time, or says that it cannot do its work."""

    code = "FACE_STORE_UNAVAILABLE"
    detail = "The store of enrolled faces is away. Repeat the same request in a few seconds."


class Chroma(Component):
    """Collections of vectors, by name.

    This is the layer under `chromadb.AsyncHttpClient`. The client itself asks Chroma for its
    tenant and database before it exists, which a service that must start without Chroma cannot
    wait for; each failed attempt stays in a registry of the library; and it cannot be closed.
    """

    name = "chroma"

    def __init__(self, settings: ChromaSettings) -> None:
        self._settings = settings
        self._api = System(_client_settings(settings)).instance(AsyncFastAPI)
        self._collections: dict[str, AsyncCollection] = {}

    async def close(self) -> None:
        await self._api.__aexit__(None, None, None)

    async def check(self) -> None:
        async with self._guarded():
            await self._api.heartbeat()

    async def use(
        self, name: str, space: Space, action: Callable[[AsyncCollection], Awaitable[R]]
    ) -> R:
        """Act on a collection, which is created when it does not exist. The action may be done
        twice.

        Raises `FaceStoreUnavailable`.
        """
        async with self._guarded():
            try:
                return await action(await self._collection(name, space))
            except _LOST:
                # Known to this process, but gone: Chroma was started again, restored or emptied.
                self._collections.pop(name, None)
                return await action(await self._collection(name, space))

    async def existing(self, prefix: str) -> list[AsyncCollection]:
        """The collections whose names begin with `prefix`. Raises `FaceStoreUnavailable`."""
        async with self._guarded():
            models = await self._api.list_collections(
                tenant=self._settings.tenant, database=self._settings.database
            )
        return [
            AsyncCollection(self._api, model, embedding_function=None)
            for model in models
            if model.name.startswith(prefix)
        ]

    async def use_existing(
        self, collection: AsyncCollection, action: Callable[[AsyncCollection], Awaitable[R]]
    ) -> R | None:
        """Act on a collection that was listed; None when it has gone since."""
        async with self._guarded():
            try:
                return await action(collection)
            except NotFoundError:
                return None

    async def _collection(self, name: str, space: Space) -> AsyncCollection:
        known = self._collections.get(name)
        if known is None:
            model = await self._api.create_collection(
                name=name,
                configuration={"hnsw": {"space": space}},
                get_or_create=True,
                tenant=self._settings.tenant,
                database=self._settings.database,
            )
            known = AsyncCollection(self._api, model, embedding_function=None)
            self._collections[name] = known
        return known

    @asynccontextmanager
    async def _guarded(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._settings.timeout_seconds):
                yield
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise self._away(error) from error
        except ChromaError as error:
            if isinstance(error, (InternalError, NotFoundError, RateLimitError)):
                raise self._away(error) from error
            raise
        except Exception as error:
            # The library has no class for an answer that is not in Chroma's own form, such as
            # that of a proxy: it raises a bare Exception, or fails to read it as JSON.
            if type(error) is Exception or isinstance(error, ValueError):
                raise self._away(error) from error
            raise

    @staticmethod
    def _away(error: Exception) -> FaceStoreUnavailable:
        # Only the kind of error: its text may quote what was sent.
        _log.warning("chroma.away", error=type(error).__name__)
        return FaceStoreUnavailable()


def _client_settings(settings: ChromaSettings) -> ClientSettings:
    return ClientSettings(
        _env_file=None,
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.async_fastapi.AsyncFastAPI",
        chroma_server_host=settings.host,
        chroma_server_http_port=settings.port,
    )
