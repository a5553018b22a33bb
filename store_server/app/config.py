"""Settings of store_server, from variables that begin with STORE_."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Self, TypeAlias

from pydantic import BaseModel, Field, IPvAnyNetwork, SecretStr, model_validator
from pydantic_settings import SettingsConfigDict
from service_kit.settings import (
    DatabaseSettings,
    Environment,
    InternalSettings,
    PeerSettings,
    RedisSettings,
    ServiceSettings,
    SessionSettings,
)

Network: TypeAlias = IPv4Network | IPv6Network
# Loopback and link-local, where clouds tell their machines secrets.
OWN_MACHINE: tuple[Network, ...] = tuple(
    map(ip_network, ("127.0.0.0/8", "169.254.0.0/16", "::1/128", "fe80::/10"))
)


class WebhookSettings(BaseModel):
    """Events go to public https addresses only, but for what is allowed here.

    `secret` encrypts the subscriptions' secrets. `concurrency` is for each receiver.
    """

    secret: SecretStr = SecretStr("provodnik-development-secret-webhooks")
    allow_http: bool = False
    allowed_networks: list[IPvAnyNetwork] = []
    timeout_seconds: float = Field(default=10.0, gt=0)
    concurrency: int = Field(default=32, ge=1)
    keep_days: int = Field(default=30, ge=1)


class TaskSettings(BaseModel):
    """`preparation_minutes`: what a store promises unless it says otherwise."""

    preparation_minutes: int = Field(default=15, ge=1, le=24 * 60)


class LogoSettings(BaseModel):
    """`folder` is what the gateway serves as /static/logos/; all replicas share it."""

    folder: Path = Path(".local/logos")


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
    webhooks: WebhookSettings = WebhookSettings()
    logos: LogoSettings = LogoSettings()
    tasks: TaskSettings = TaskSettings()

    @model_validator(mode="after")
    def refuse_plain_http_in_production(self) -> Self:
        if self.webhooks.allow_http and self.app_env is Environment.PRODUCTION:
            raise ValueError("STORE_WEBHOOKS__ALLOW_HTTP is for development: receivers take https")
        return self

    @model_validator(mode="after")
    def refuse_own_machine_in_production(self) -> Self:
        """No receiver of webhooks stands there, but everything that trusts its own machine does."""
        if self.app_env is Environment.PRODUCTION:
            for network in self.webhooks.allowed_networks:
                if any(_overlap(network, own) for own in OWN_MACHINE):
                    raise ValueError(
                        f"STORE_WEBHOOKS__ALLOWED_NETWORKS: {network} reaches this machine itself."
                        " Name the receiver's own network, as in 10.20.0.0/24."
                    )
        return self


def _overlap(one: Network, other: Network) -> bool:
    return one.version == other.version and one.overlaps(other)
