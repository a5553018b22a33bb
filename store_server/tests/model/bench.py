"""One store, its terminal and its robots, driven from another thread than the service's loop."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import httpx
from service_kit.database import Database

from tests.conftest import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bench:
    """Hypothesis calls rules one after the other, outside of any loop."""

    loop: asyncio.AbstractEventLoop
    client: httpx.AsyncClient
    database: Database
    store_id: UUID
    terminal: dict[str, str]
    robots: tuple[Actor, ...]

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=30)

    def post(self, headers: dict[str, str], path: str, body: object = None) -> httpx.Response:
        return self.run(self.client.post(path, headers=headers, json=body))

    def at_store(self, path: str, body: object = None) -> httpx.Response:
        return self.post(self.terminal, f"/store/{path}", body)

    def at_robot(self, robot: int, path: str, body: object = None) -> httpx.Response:
        return self.post(self.robots[robot].headers, f"/robot/{path}", body)
