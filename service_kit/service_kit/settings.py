"""Typed settings, read from the environment, that refuse development secrets in production."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Self

from pydantic import AliasChoices, BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MINIMUM_SECRET_LENGTH = 12


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class LogSettings(BaseModel):
    level: str = "INFO"
    format: LogFormat = LogFormat.JSON


class DatabaseSettings(BaseModel):
    """One PostgreSQL database.

    `pool_size` bounds the connections of each of the two pools of a process (ORM sessions and
    single statements), so a replica holds at most twice as many.
    """

    url: SecretStr
    pool_size: int = Field(default=10, ge=1)
    connect_timeout_seconds: float = 2.0
    statement_timeout_seconds: float = 10.0
    # For all that is asked while somebody stands and waits.
    quick_timeout_seconds: float = 2.0


class RedisSettings(BaseModel):
    url: SecretStr = SecretStr("redis://127.0.0.1:6379/0")
    timeout_seconds: float = 2.0


class SessionSettings(BaseModel):
    """How long a session lives, and how many a caller may hold before the oldest is dropped.

    A browser's session can be renewed until `longest_seconds` after its owner has signed in.
    """

    lifetime_seconds: int = 12 * 3600
    longest_seconds: int = 7 * 24 * 3600
    per_caller: int = 10
    cache_seconds: float = Field(default=0.5, ge=0, le=0.9)


class InternalSettings(BaseModel):
    """The secret with which other services sign their calls to this one."""

    secret: SecretStr


class PeerSettings(BaseModel):
    """Another service, reached through the gateway's internal listener."""

    url: str
    secret: SecretStr
    timeout_seconds: float = 5.0


class ServiceSettings(BaseSettings):
    """What every server needs; a service adds its own groups and its prefix."""

    model_config = SettingsConfigDict(
        env_nested_delimiter="__",
        # An empty variable of compose.yml is one that nobody has set.
        env_ignore_empty=True,
        extra="ignore",
        validate_by_name=True,
        validate_by_alias=True,
    )

    app_env: Environment = Field(
        default=Environment.DEVELOPMENT, validation_alias=AliasChoices("APP_ENV", "app_env")
    )
    # Scheme, host and port under which browsers know the platform: the origin of its pages.
    public_url: str = Field(
        default="http://localhost:8080",
        pattern=r"^https?://[^/\s?#@]+$",
        validation_alias=AliasChoices("PUBLIC_URL", "public_url"),
    )
    host: str = "127.0.0.1"
    port: int = 8000
    forwarded_allow_ips: str = "127.0.0.1"
    max_body_bytes: int = 1024 * 1024
    log: LogSettings = LogSettings()

    @model_validator(mode="after")
    def refuse_development_secrets(self) -> Self:
        """A production process must not start on a secret that stands in the source code."""
        if self.app_env is not Environment.PRODUCTION:
            return self
        prefix = str(self.model_config.get("env_prefix", ""))
        defaults = dict(_secrets(type(self).model_construct()))
        weak = [
            (prefix + path).upper()
            for path, value in _secrets(self)
            if value == defaults.get(path) or len(value) < MINIMUM_SECRET_LENGTH
        ]
        if weak:
            raise ValueError(
                "APP_ENV=production needs a secret of your own (at least "
                f"{MINIMUM_SECRET_LENGTH} characters) in: {', '.join(weak)}"
            )
        return self


def _secrets(model: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """Every secret below `model`, as the tail of its environment variable and its value."""
    for name in type(model).model_fields:
        value: Any = getattr(model, name, None)
        if isinstance(value, SecretStr):
            yield path + name, value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from _secrets(value, f"{path}{name}__")
