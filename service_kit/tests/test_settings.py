"""Secrets of the source code do not start in production."""

import pytest
from pydantic import SecretStr, ValidationError
from service_kit.settings import DatabaseSettings, Environment, InternalSettings, RedisSettings

from tests.sample import Settings


def _production(**values: object) -> Settings:
    own = {
        "database": DatabaseSettings(url=SecretStr("postgresql+asyncpg://own:own@db/own")),
        "redis": RedisSettings(url=SecretStr("redis://:own-password@redis/0")),
        "internal": InternalSettings(secret=SecretStr("a secret of our own")),
    }
    return Settings.model_validate({"app_env": Environment.PRODUCTION, **own, **values})


def test_own_secrets_start_in_production() -> None:
    assert _production().app_env is Environment.PRODUCTION


def test_a_default_secret_is_refused_by_the_name_of_its_variable() -> None:
    default = InternalSettings(secret=SecretStr("a-secret-for-tests-of-32-characters"))
    with pytest.raises(ValidationError, match="SAMPLE_INTERNAL__SECRET"):
        _production(internal=default)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValidationError, match="SAMPLE_INTERNAL__SECRET"):
        _production(internal=InternalSettings(secret=SecretStr("short")))


def test_development_starts_with_defaults() -> None:
    assert Settings().internal.secret.get_secret_value() == "a-secret-for-tests-of-32-characters"


def test_variables_reach_nested_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMPLE_INTERNAL__SECRET", "from the environment")
    monkeypatch.setenv("APP_ENV", "test")
    settings = Settings()
    assert settings.internal.secret.get_secret_value() == "from the environment"
    assert settings.app_env is Environment.TEST


def test_an_empty_variable_is_one_that_nobody_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """As compose.yml gives it for what was left out."""
    monkeypatch.setenv("SAMPLE_INTERNAL__SECRET", "")
    assert Settings().internal == Settings.model_fields["internal"].default
