"""What a production server does not start with."""

from ipaddress import ip_network

import pytest
from pydantic import SecretStr, ValidationError
from service_kit.settings import (
    DatabaseSettings,
    Environment,
    InternalSettings,
    PeerSettings,
    RedisSettings,
)

from app.config import Settings, WebhookSettings

OWN = SecretStr("a-secret-that-stands-in-no-source-code")


def production(**webhooks: object) -> Settings:
    return Settings(
        app_env=Environment.PRODUCTION,
        database=DatabaseSettings(url=SecretStr("postgresql+asyncpg://s:pass@store_db/store_db")),
        redis=RedisSettings(url=SecretStr("redis://:word@redis:6379/0")),
        internal=InternalSettings(secret=OWN),
        base_api=PeerSettings(url="http://gateway:8081/base_api", secret=OWN),
        webhooks=WebhookSettings.model_validate({"secret": OWN, **webhooks}),
    )


def test_a_private_network_of_the_receiver_is_allowed() -> None:
    settings = production(allowed_networks=["10.20.0.0/24", "fd00:12::/64"])
    assert ip_network("10.20.0.0/24") in settings.webhooks.allowed_networks


def test_webhooks_over_plain_http_are_refused() -> None:
    with pytest.raises(ValidationError, match="receivers take https"):
        production(allow_http=True)


@pytest.mark.parametrize(
    "network",
    ["127.0.0.1/32", "127.0.0.0/8", "0.0.0.0/0", "169.254.169.254/32", "::/0", "fe80::/64"],
)
def test_webhooks_to_the_own_machine_are_refused(network: str) -> None:
    with pytest.raises(ValidationError, match="reaches this machine itself"):
        production(allowed_networks=[network])
