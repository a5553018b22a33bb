"""What compose.yml sets, held against what the servers read."""

import json
import re
from urllib.parse import urlsplit

import pytest

from tests.compose.files import (
    ROOT,
    SERVERS,
    environment,
    example_environment,
    server_services,
    services,
)
from tests.compose.servers import known_settings, run_probe

# As .env.example says: every empty value gets a secret of its own.
FILLED = {
    name: value or f"{name.lower().replace('_', '')}0123456789"
    for name, value in example_environment().items()
}
PAIRS = [(server, name) for server in SERVERS for name in server_services(server)]


@pytest.mark.parametrize(("server", "service"), PAIRS)
class TestEnvironment:
    def test_every_variable_is_read_by_the_server(self, server: str, service: str) -> None:
        assert set(environment(service, FILLED)) <= known_settings(server).variables

    def test_every_secret_of_the_server_is_set(self, server: str, service: str) -> None:
        assert known_settings(server).secrets <= set(environment(service, FILLED))

    def test_production_accepts_it(self, server: str, service: str) -> None:
        variables = environment(service, FILLED)
        assert variables["APP_ENV"] == "production"
        answer = run_probe(server, "--load", environment=variables)
        assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize("server", SERVERS)
def test_production_refuses_it_without_any_of_its_secrets(server: str) -> None:
    variables = environment(f"{server}_server", FILLED)
    for secret in sorted(known_settings(server).secrets):
        rest = {name: value for name, value in variables.items() if name != secret}
        answer = run_probe(server, "--load", environment=rest)
        assert answer.returncode != 0, f"{server}_server started without {secret}"
        # A group that is only half set is told by the field, all else by the variable.
        field = secret.partition("_")[2].lower().replace("__", ".")
        assert secret in answer.stderr or f"{field}\n  Field required" in answer.stderr


@pytest.mark.parametrize("server", SERVERS)
def test_neighbours_share_the_secret_of_the_one_that_is_called(server: str) -> None:
    own = environment(f"{server}_server", FILLED)[f"{server.upper()}_INTERNAL__SECRET"]
    for caller in set(SERVERS) - {server}:
        theirs = environment(f"{caller}_server", FILLED)
        variable = f"{caller.upper()}_{server.upper()}_API__SECRET"
        assert theirs.get(variable, own) == own


@pytest.mark.parametrize("server", SERVERS)
def test_what_is_called_directly_is_on_a_shared_network(server: str) -> None:
    variables = environment(f"{server}_server", FILLED)
    hosts = {
        urlsplit(value).hostname
        for name, value in variables.items()
        if name.endswith(("__URL", "__INTERNAL_URL")) and "://" in value
    } | {value for name, value in variables.items() if name.endswith("CHROMA__HOST")}
    own = set(services()[f"{server}_server"]["networks"])
    for host in hosts:
        assert host in services(), f"{server}_server calls {host}, which is no service"
        assert own & set(services()[host]["networks"]), f"{server}_server cannot reach {host}"


@pytest.mark.parametrize("server", ["base", "store"])
def test_the_database_is_the_one_that_is_created(server: str) -> None:
    url = urlsplit(environment(f"{server}_server", FILLED)[f"{server.upper()}_DATABASE__URL"])
    created = environment(f"{server}_db", FILLED)
    assert url.hostname == f"{server}_db"
    assert (url.username, url.path.lstrip("/"), url.password) == (
        created["SERVICE_ROLE"],
        created["SERVICE_DATABASE"],
        created["SERVICE_PASSWORD"],
    )


def test_the_identity_provider_uses_the_database_that_is_created() -> None:
    keycloak = environment("keycloak", FILLED)
    created = environment("keycloak_db", FILLED)
    address = f"jdbc:postgresql://keycloak_db:5432/{created['SERVICE_DATABASE']}"
    assert keycloak["KC_DB_URL"] == address
    assert keycloak["KC_DB_USERNAME"] == created["SERVICE_ROLE"]
    assert keycloak["KC_DB_PASSWORD"] == created["SERVICE_PASSWORD"]


def test_redis_asks_for_the_password_that_servers_have() -> None:
    password = environment("redis", FILLED)["REDISCLI_AUTH"]
    assert '--requirepass "$$REDISCLI_AUTH"' in services()["redis"]["command"][-1]
    for server in SERVERS:
        url = environment(f"{server}_server", FILLED)[f"{server.upper()}_REDIS__URL"]
        assert re.fullmatch(rf"redis://:{password}@redis:6379/0", url)


def test_the_realm_knows_the_platform_as_it_calls_itself() -> None:
    base = environment("base_server", FILLED)
    realm = json.loads((ROOT / "keycloak" / "realm.json").read_text(encoding="utf-8"))
    (client,) = realm["clients"]
    issuer = f"{FILLED['PUBLIC_URL']}/keycloak/realms/{realm['realm']}"
    assert base["BASE_IDENTITY__ISSUER"] == issuer
    assert urlsplit(base["BASE_IDENTITY__INTERNAL_URL"]).path == urlsplit(issuer).path
    given = environment("keycloak", FILLED)["PROVODNIK_CLIENT_SECRET"]
    assert base["BASE_IDENTITY__CLIENT_SECRET"] == given
    assert client["clientId"] == "base_server"
    assert client["redirectUris"] == ["${PROVODNIK_URL}/base_api/auth/callback"]
