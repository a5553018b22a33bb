"""Redis away and back: quick answers meanwhile, and nobody has to restart anything."""

import asyncio
import time

import httpx
from pydantic import SecretStr
from service_kit.health import ROUND_SECONDS
from service_kit.settings import RedisSettings
from service_kit.testing.plugin import running

from app.chroma import ChromaSettings
from app.config import Settings
from app.engine.base import Engines
from app.main import create_app
from tests.conftest import credential_headers
from tests.test_chroma import LOOPBACK, cable_to, hang_up, listening, until_ready
from tests.workers.jobs import IdleEngine

HELD = "/faces/5a3d5a4e-3f0b-4bb2-9b0e-3f7ad3c0a002"


class Idle(Settings):
    def make_engines(self) -> Engines:
        return Engines(IdleEngine())


async def refused(client: httpx.AsyncClient, settings: Settings, method: str, path: str) -> None:
    started = time.monotonic()
    answer = await client.request(
        method, path, headers=credential_headers(settings.internal.secret)
    )
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) >= 1
    assert time.monotonic() - started < 3


async def until_only_redis_is_away(client: httpx.AsyncClient) -> None:
    # A busy machine may take Chroma for away as well, once.
    async with asyncio.timeout(30):
        while True:
            ready = (await client.get("/readyz")).json()["dependencies"]
            if (ready["redis"]["status"], ready["chroma"]["status"]) == ("UNAVAILABLE", "OK"):
                return
            await asyncio.sleep(ROUND_SECONDS)


async def test_starts_without_redis_says_so_and_recovers(
    chroma_settings: ChromaSettings, redis_settings: RedisSettings
) -> None:
    real = httpx.URL(redis_settings.url.get_secret_value())
    async with listening(hang_up) as port:
        pass
    url = SecretStr(str(real.copy_with(host=LOOPBACK, port=port)))
    settings = Idle(chroma=chroma_settings, redis=RedisSettings(url=url), workers=1)
    headers = credential_headers(settings.internal.secret)
    async with running(create_app(settings)) as client:
        for _ in range(2):
            await until_only_redis_is_away(client)
            for method, path in (("GET", HELD), ("DELETE", HELD), ("POST", "/faces/liveness")):
                await refused(client, settings, method, path)
            async with listening(cable_to(real.host, real.port or 6379), port):
                await until_ready(client)
                assert (await client.get(HELD, headers=headers)).json()["held"] == []
