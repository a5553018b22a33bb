"""Images: what is built exists, is pinned, and runs as nobody in particular."""

import json
import re
import tomllib
from typing import Any

import pytest

from tests.compose.files import ROOT, SERVERS, VARIABLE, Dockerfile, dockerfiles, services

# A tag with at least a full version: `18.6-trixie`, `1.5.9`.
PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w.]+)*(@sha256:[0-9a-f]{64})?$")
IDS = [str(file.path.relative_to(ROOT)) for file in dockerfiles()]


def server_dockerfile(server: str) -> Dockerfile:
    return Dockerfile(ROOT / services()[f"{server}_server"]["build"]["dockerfile"])


def path_dependencies(server: str) -> set[str]:
    lock = tomllib.loads((ROOT / f"{server}_server" / "poetry.lock").read_text(encoding="utf-8"))
    sources = (package.get("source", {}) for package in lock["package"])
    return {
        source["url"].removeprefix("../") for source in sources if source.get("type") == "directory"
    }


@pytest.mark.parametrize("dockerfile", dockerfiles(), ids=IDS)
class TestDockerfile:
    def test_exists_and_copies_only_what_exists(self, dockerfile: Dockerfile) -> None:
        sources = [source for found, _ in dockerfile.copies() for source in found]
        assert sources
        assert [source for source in sources if not (ROOT / source).exists()] == []

    def test_starts_from_pinned_images(self, dockerfile: Dockerfile) -> None:
        images = [line.split()[0] for line in dockerfile.arguments("FROM")]
        assert [image for image in images if not PINNED.match(image)] == []

    def test_does_not_run_as_root(self, dockerfile: Dockerfile) -> None:
        assert dockerfile.arguments("USER")[-1] not in {"root", "0"}


def test_the_build_context_is_the_repository() -> None:
    for name, service in services().items():
        if "build" in service:
            assert service["build"]["context"] == ".", name


def test_foreign_images_are_pinned() -> None:
    foreign = {
        name: service["image"] for name, service in services().items() if "build" not in service
    }
    assert {name: image for name, image in foreign.items() if not PINNED.match(image)} == {}


@pytest.mark.parametrize("server", SERVERS)
class TestServerImage:
    def test_carries_every_library_of_this_repository(self, server: str) -> None:
        copied = {source for found, _ in server_dockerfile(server).copies() for source in found}
        libraries = path_dependencies(server)
        assert libraries
        assert {f"{library}/{library}" for library in libraries} <= copied

    def test_carries_nothing_else_of_it(self, server: str) -> None:
        copied = {source for found, _ in server_dockerfile(server).copies() for source in found}
        own = {f"{server}_server/{name}" for name in ("app", "pyproject.toml", "poetry.lock")}
        assert copied - own == {f"{name}/{name}" for name in path_dependencies(server)}

    def test_starts_a_module_that_exists(self, server: str) -> None:
        (command,) = server_dockerfile(server).arguments("CMD")
        assert json.loads(command) == ["python", "-m", "app"]
        assert (ROOT / f"{server}_server" / "app" / "__main__.py").exists()


@pytest.mark.parametrize("server", ["base", "store"])
def test_the_preparation_is_a_module_of_the_same_image(server: str) -> None:
    job, main = services()[f"{server}_prepare"], services()[f"{server}_server"]
    assert (job["image"], job["build"]) == (main["image"], main["build"])
    assert job["command"] == ["python", "-m", "app.prepare"]
    assert (ROOT / f"{server}_server" / "app" / "prepare.py").exists()


class TestRealm:
    @staticmethod
    def realm() -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(
            (ROOT / "keycloak" / "realm.json").read_text(encoding="utf-8")
        )
        return loaded

    def test_every_placeholder_is_filled_by_compose(self) -> None:
        placeholders = {match["name"] for match in VARIABLE.finditer(json.dumps(self.realm()))}
        assert placeholders <= set(services()["keycloak"]["environment"])

    def test_holds_no_people_and_no_secrets(self) -> None:
        realm = self.realm()
        assert "users" not in realm
        assert VARIABLE.fullmatch(realm["smtpServer"]["password"])
        for client in realm["clients"]:
            assert VARIABLE.fullmatch(client["secret"])

    def test_signs_in_by_code_with_pkce_only(self) -> None:
        (client,) = self.realm()["clients"]
        assert client["standardFlowEnabled"] is True
        assert client["publicClient"] is False
        assert client["implicitFlowEnabled"] is False
        assert client["directAccessGrantsEnabled"] is False
        assert client["attributes"]["pkce.code.challenge.method"] == "S256"
