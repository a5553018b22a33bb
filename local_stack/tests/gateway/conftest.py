import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from local_stack.stack.gateway import Gateway
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports, free_ports, is_free
from local_stack.supervision.spawn import die_with_parent

from tests.gateway import upstream
from tests.waiting import wait_until

OFFSETS = {"base": 10, "store": 20, "face": 30}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> tuple[int, str]:
        """Status and code, after making sure that it is a problem with all its members."""
        assert self.headers["content-type"] == "application/problem+json"
        body = self.json
        assert set(body) == {"type", "title", "status", "detail", "code", "request_id"}
        assert body["status"] == self.status
        assert body["request_id"] == self.headers["x-request-id"]
        return self.status, body["code"]


@dataclass
class Platform:
    """nginx with the repository's configuration, and tiny servers behind it."""

    ports: Ports
    folder: Path
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def journal(self) -> list[str]:
        file = self.folder / "journal"
        return file.read_text().splitlines() if file.exists() else []

    @property
    def access_log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / "nginx.log").read_text().splitlines()]

    def connect(self, port: int | None = None) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", port or self.ports.public, timeout=10)

    def request(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
        *,
        internal: bool = False,
    ) -> Answer:
        with closing(self.connect(self.ports.internal if internal else None)) as connection:
            connection.request(method, path, body=body, headers=headers or {})
            return read(connection.getresponse())

    def get(
        self, path: str, headers: dict[str, str] | None = None, *, internal: bool = False
    ) -> Answer:
        return self.request("GET", path, headers, internal=internal)

    def start(self, name: str) -> None:
        server, _, number = name.partition("-")
        port = self.ports.public + OFFSETS[server] + int(number) - 1
        script = str(Path(upstream.__file__))
        self.run(name, [sys.executable, script, name, str(port), str(self.folder / "journal")])
        wait_until(lambda: not is_free(port), f"{name} listens")

    def run(self, name: str, command: list[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent(),  # noqa: PLW1509 - no thread runs yet
            )

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        process.kill()
        process.wait()


def read(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    assert len(headers) == len(response.getheaders()), "a header stands there twice"
    return Answer(response.status, headers, response.read())


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Two replicas of base, one of store and of face; the provider is away."""
    folder = tmp_path_factory.mktemp("gateway")
    home = Home(folder / "stack")
    home.make()
    pages = folder / "pages"
    (pages / "static" / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>the one page</title>")
    (pages / "static" / "logo.svg").write_text("<svg/>")
    (pages / "static" / "assets" / "main-Ab12Cd34.js").write_text("1;" * 1000)
    (home.folder("logos") / "5a1d.webp").write_bytes(b"RIFF")
    made = Platform(free_ports(), folder)
    upstreams = {
        "base": made.ports.replicas(10, 2),
        "store": made.ports.replicas(20, 1),
        "face": made.ports.replicas(30, 1),
        "keycloak": [made.ports.identity],
    }
    for name in ("base-1", "base-2", "store-1", "face-1"):
        made.start(name)
    gateway = Gateway(home, made.ports, upstreams, pages=pages)
    made.run("nginx", list(gateway.prepare().command))
    wait_until(lambda: not is_free(made.ports.public), "nginx listens")
    yield made
    for process in made.processes.values():
        process.terminate()
        process.wait()
