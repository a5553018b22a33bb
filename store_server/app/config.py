"""Settings of store_server, from variables that begin with STORE_."""

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict
from service_kit.settings import (
    DatabaseSettings,
    InternalSettings,
    PeerSettings,
    RedisSettings,
    ServiceSettings,
    SessionSettings,
)


class Settings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="STORE_")

    port: int = 8020
    database: DatabaseSettings = DatabaseSettings(
        url=SecretStr("postgresql+asyncpg://store:provodnik-dev@127.0.0.1:5432/store_db")
    )
    redis: RedisSettings = RedisSettings()
    sessions: SessionSettings = SessionSettings()
    internal: InternalSettings = InternalSettings(
        secret=SecretStr("provodnik-development-secret-store")
    )
    base_api: PeerSettings = PeerSettings(
        url="http://127.0.0.1:8081/base_api", secret=SecretStr("provodnik-development-secret-base")
    )
