"""compose.yml by itself: valid, complete, and closed to the outside."""

import json
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.compose.files import (
    SERVERS,
    VARIABLE,
    compose,
    compose_text,
    example_environment,
    interpolate,
    optional_variables,
    services,
)

ONE_SHOT = {"base_prepare", "store_prepare"}
LONG_RUNNING = sorted(set(services()) - ONE_SHOT)
SECRET = re.compile(r"PASSWORD|SECRET")


def schema() -> dict[str, Any]:
    """The compose specification's own schema, as the package check-jsonschema ships it."""
    folder = files("check_jsonschema") / "builtin_schemas" / "vendor"
    loaded: dict[str, Any] = json.loads((folder / "compose-spec.json").read_text("utf-8"))
    return loaded


def test_is_valid_against_the_compose_specification() -> None:
    errors = Draft202012Validator(schema()).iter_errors(compose())
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def test_has_every_part_of_the_platform() -> None:
    assert set(services()) == {
        "gateway",
        "base_server",
        "store_server",
        "face_server",
        "base_prepare",
        "store_prepare",
        "base_db",
        "store_db",
        "redis",
        "chroma",
        "keycloak",
        "keycloak_db",
    }


class TestVariables:
    def test_example_names_every_variable_and_no_other(self) -> None:
        used = {match["name"] for match in VARIABLE.finditer(compose_text())}
        assert used == set(example_environment()) | set(optional_variables())

    def test_defaults_are_those_of_the_example(self) -> None:
        defaults = example_environment() | dict.fromkeys(optional_variables(), "")
        for match in VARIABLE.finditer(compose_text()):
            if match["kind"] == "-":
                assert match["rest"] == defaults[match["name"]], match["name"]

    def test_every_secret_is_demanded_and_empty_in_the_example(self) -> None:
        for match in VARIABLE.finditer(compose_text()):
            if SECRET.search(match["name"]) and match["name"] not in optional_variables():
                assert match["kind"] == "?", f"{match['name']} must be demanded"
                assert match["rest"], f"{match['name']} must say what to do"
                assert example_environment()[match["name"]] == ""

    def test_only_a_former_secret_may_be_left_out(self) -> None:
        assert all(name.endswith("_FORMER_SECRET") for name in optional_variables())

    def test_no_secret_stands_in_the_file(self) -> None:
        for name, service in services().items():
            for variable, value in service.get("environment", {}).items():
                if SECRET.search(variable):
                    assert VARIABLE.search(str(value)), f"{name}: {variable} is written out"

    def test_interpolation_refuses_a_missing_secret(self) -> None:
        with pytest.raises(KeyError, match="REDIS_PASSWORD"):
            interpolate("${REDIS_PASSWORD:?fill it}", {})


class TestReach:
    def test_only_the_gateway_is_published(self) -> None:
        assert [name for name, service in services().items() if "ports" in service] == ["gateway"]

    def test_only_the_gateway_mail_and_webhooks_leave_the_platform(self) -> None:
        open_networks = {
            name for name, network in compose()["networks"].items() if not network.get("internal")
        }
        members = {
            (name, network)
            for name, service in services().items()
            for network in open_networks & set(service["networks"])
        }
        assert members == {
            ("gateway", "outside"),
            ("keycloak", "mail"),
            ("store_server", "webhooks"),
        }

    @pytest.mark.parametrize(
        ("owner", "members"),
        [
            ("base_db", {"base_db", "base_server", "base_prepare"}),
            ("store_db", {"store_db", "store_server", "store_prepare"}),
            ("keycloak_db", {"keycloak_db", "keycloak"}),
            ("chroma", {"chroma", "face_server"}),
            ("redis", {"redis", "base_server", "store_server", "face_server"}),
        ],
    )
    def test_data_is_reachable_only_by_its_servers(self, owner: str, members: set[str]) -> None:
        assert services()[owner]["networks"] == [owner]
        assert {name for name, it in services().items() if owner in it["networks"]} == members

    @pytest.mark.parametrize("server", SERVERS)
    def test_servers_meet_only_the_gateway(self, server: str) -> None:
        members = {name for name, it in services().items() if server in it["networks"]}
        assert members == {"gateway", f"{server}_server"}


class TestOperation:
    @pytest.mark.parametrize("name", LONG_RUNNING)
    def test_restarts_and_tells_its_health(self, name: str) -> None:
        service = services()[name]
        assert service["restart"] == "unless-stopped"
        assert service["healthcheck"]["test"]

    @pytest.mark.parametrize("name", sorted(services()))
    def test_is_limited_and_logs_are_rotated(self, name: str) -> None:
        service = services()[name]
        assert service["deploy"]["resources"]["limits"]["memory"]
        assert service["logging"]["options"].keys() == {"max-size", "max-file"}

    @pytest.mark.parametrize("name", sorted(services()))
    def test_can_gain_no_privileges(self, name: str) -> None:
        service = services()[name]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["cap_drop"] == ["ALL"]
        assert "privileged" not in service

    @pytest.mark.parametrize("name", sorted(set(services()) - {"keycloak"}))
    def test_file_system_is_read_only(self, name: str) -> None:
        assert services()[name]["read_only"] is True

    def test_what_is_waited_for_can_be_waited_for(self) -> None:
        for name, service in services().items():
            for needed, how in service.get("depends_on", {}).items():
                assert needed in services(), f"{name} waits for {needed}, which does not exist"
                expected = (
                    {"service_completed_successfully"}
                    if needed in ONE_SHOT
                    else {"service_healthy", "service_started"}
                )
                assert how["condition"] in expected, f"{name} waits for {needed}"

    @pytest.mark.parametrize("server", ["base", "store"])
    def test_a_server_starts_on_a_prepared_database(self, server: str) -> None:
        waits = services()[f"{server}_server"]["depends_on"]
        assert waits[f"{server}_prepare"]["condition"] == "service_completed_successfully"
        assert services()[f"{server}_prepare"]["depends_on"] == {
            f"{server}_db": {"condition": "service_healthy"}
        }

    def test_volumes_are_declared_and_used(self) -> None:
        named = {
            volume.split(":")[0]
            for service in services().values()
            for volume in service.get("volumes", [])
            if not volume.startswith(".")
        }
        assert named == set(compose()["volumes"])
