"""Redis: the connection, sessions, counters against guessing, live event streams."""

from service_kit.redis_async.connection import RedisConnection, RedisDep

__all__ = ["RedisConnection", "RedisDep"]
