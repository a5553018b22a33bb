"""Fixtures of all servers. Installed as a pytest plugin with the kit."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from service_kit.callers import Caller
from service_kit.components import components_of
from service_kit.redis_async.sessions import SessionStore
from service_kit.testing import infrastructure

pytest_plugins = ["pytest_asyncio"]


def pytest_configure(config: pytest.Config) -> None:
    # As `service_kit.schemas` says to Python, whose filters pytest replaces.
    warning = "pydantic.warnings.UnsupportedFieldAttributeWarning"
    config.addinivalue_line("filterwarnings", f"ignore::{warning}")


@pytest.fixture(scope="session")
async def postgres_url() -> AsyncIterator[str]:
    """An empty database for this run."""
    url = await infrastructure.create_database()
    yield url
    await infrastructure.drop_database(url)


@pytest.fixture(scope="session")
async def empty_tables(postgres_url: str) -> AsyncIterator[infrastructure.EmptyTables]:
    """For the end of a test that wrote to the database."""
    async with infrastructure.emptying(postgres_url) as empty:
        yield empty


@pytest.fixture(scope="session")
async def redis_url() -> str:
    """An empty Redis database for this run."""
    return await infrastructure.claim_redis()


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of `app` in this process, between its start-up and its shutdown."""
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            base_url="http://service",
            timeout=30,
        ) as client,
    ):
        yield client


SignIn = Callable[..., Awaitable[dict[str, str]]]


def sign_in_to(app: FastAPI) -> SignIn:
    """A function that begins a session of any kind and returns the header that carries it."""

    async def sign_in(
        kind: str,
        caller_id: UUID | None = None,
        *,
        name: str = "test",
        privileges: int = 0,
        **attributes: str,
    ) -> dict[str, str]:
        caller = Caller(
            kind=kind,
            id=caller_id or uuid4(),
            name=name,
            privileges=privileges,
            attributes=attributes,
        )
        token = await components_of(app).get(SessionStore).create(caller)
        return {"Authorization": f"Bearer {token}"}

    return sign_in


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    """Environment variables for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
