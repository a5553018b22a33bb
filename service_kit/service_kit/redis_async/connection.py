"""The connection pool of one process."""

from typing import Annotated, ClassVar

from fastapi import Depends
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ConnectionError as Disconnected
from service_kit.components import Component, provide
from service_kit.settings import RedisSettings

# One event loop sends one command at a time: more connections would only take longer to open.
MAXIMUM_CONNECTIONS = 16
# How long a request waits for its turn in a burst. An outage is noticed by the socket's time limit.
TURN_SECONDS = 5.0


class RedisConnection(Component):
    """One pool for everything that a service keeps in Redis; values are text."""

    name: ClassVar[str] = "redis"

    def __init__(self, settings: RedisSettings) -> None:
        # A burst of requests waits for its turn: a pool that does not block refuses them instead.
        pool = BlockingConnectionPool.from_url(
            settings.url.get_secret_value(),
            max_connections=MAXIMUM_CONNECTIONS,
            timeout=TURN_SECONDS,
            socket_connect_timeout=settings.timeout_seconds,
            socket_timeout=settings.timeout_seconds,
            decode_responses=True,
            health_check_interval=0,
            # Quick repetitions hide a restart's closed connections. A Redis that hangs is asked
            # once: whoever waits has waited for its whole time limit then.
            retry=Retry(ExponentialWithJitterBackoff(base=0.02, cap=0.2), 2, (Disconnected,)),
        )
        self.client: Redis = Redis.from_pool(pool)

    async def close(self) -> None:
        await self.client.aclose()

    async def check(self) -> None:
        await self.client.ping()


RedisDep = Annotated[RedisConnection, Depends(provide(RedisConnection))]
