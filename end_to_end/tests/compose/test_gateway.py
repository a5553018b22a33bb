"""compose.yml, held against the files that the gateway's nginx reads."""

import re
from urllib.parse import urlsplit

import pytest

from tests.compose.files import ROOT, SERVERS, Dockerfile, services

FOLDER = ROOT / "gateway" / "upstreams"
UPSTREAMS = sorted(path.stem for path in FOLDER.glob("*.conf"))
FRONTEND = Dockerfile(ROOT / "frontend" / "Dockerfile")


def listens(name: str) -> str:
    text = (ROOT / "gateway" / name).read_text(encoding="utf-8")
    (port,) = re.findall(r"^listen (\d+);", text, re.MULTILINE)
    return str(port)


def upstream(name: str) -> list[tuple[str, str]]:
    """Host and port of each address behind this name."""
    text = (FOLDER / f"{name}.conf").read_text(encoding="utf-8")
    return re.findall(r"^server ([\w-]+):(\d+)\b", text, re.MULTILINE)


@pytest.mark.parametrize("name", UPSTREAMS)
def test_an_upstream_is_a_service_that_the_gateway_can_reach(name: str) -> None:
    found = upstream(name)
    assert found, "an upstream names no server"
    for host, _ in found:
        shared = set(services()[host]["networks"]) & set(services()["gateway"]["networks"])
        assert shared, f"the gateway shares no network with {host}"


@pytest.mark.parametrize("server", SERVERS)
def test_a_server_listens_where_its_upstream_points(server: str) -> None:
    service = services()[f"{server}_server"]
    ((host, port),) = upstream(server)
    assert host == f"{server}_server"
    assert service["environment"][f"{server.upper()}_PORT"] == port
    assert service["environment"][f"{server.upper()}_HOST"] == "0.0.0.0"  # noqa: S104
    assert f"http://127.0.0.1:{port}/readyz" in service["healthcheck"]["test"][-1]
    dockerfile = Dockerfile(ROOT / service["build"]["dockerfile"])
    assert dockerfile.arguments("EXPOSE") == [port]


def test_the_published_port_is_the_public_listener() -> None:
    gateway = services()["gateway"]
    (published,) = gateway["ports"]
    assert published.rsplit(":", 1)[1] == listens("public.conf")
    assert f":{listens('public.conf')}/health/gateway" in gateway["healthcheck"]["test"][-1]


def test_neighbours_are_called_through_the_internal_listener() -> None:
    configuration = (ROOT / "nginx.conf").read_text(encoding="utf-8")
    called = {
        value
        for server in SERVERS
        for name, value in services()[f"{server}_server"]["environment"].items()
        if name.endswith("_API__URL")
    }
    assert called
    for address in map(urlsplit, called):
        assert (address.hostname, str(address.port)) == ("gateway", listens("internal.conf"))
        assert f"location {address.path}/ {{" in configuration


def test_the_pages_lie_where_the_listener_looks() -> None:
    public = (ROOT / "gateway" / "public.conf").read_text(encoding="utf-8")
    (root,) = re.findall(r"^root (\S+);", public, re.MULTILINE)
    assert f"--from=pages /build/frontend/dist {root}" in FRONTEND.arguments("COPY")


def test_logos_lie_where_the_store_writes_them() -> None:
    public = (ROOT / "gateway" / "public.conf").read_text(encoding="utf-8")
    (folder,) = re.findall(r"location /static/logos/ {\s+alias (\S+)/;", public)
    store = services()["store_server"]
    assert store["environment"]["STORE_LOGOS__FOLDER"] == folder
    assert f"logos:{folder}" in store["volumes"]
    assert f"logos:{folder}:ro" in services()["gateway"]["volumes"]


def test_nginx_finds_its_files_and_a_folder_to_write_to() -> None:
    copies = {target: sources for sources, target in FRONTEND.copies()}
    assert copies["/etc/provodnik/nginx.conf"] == ["nginx.conf"]
    assert copies["/etc/provodnik/gateway"] == ["gateway"]
    (entrypoint,) = FRONTEND.arguments("ENTRYPOINT")
    assert '"/etc/provodnik/nginx.conf"' in entrypoint
    (prefix,) = re.findall(r'"-p", "([^"]+)/"', entrypoint)
    assert any(mount.startswith(f"{prefix}:") for mount in services()["gateway"]["tmpfs"])


def test_every_document_of_the_pages_is_in_the_build() -> None:
    sources = {source for found, _ in FRONTEND.copies() for source in found}
    assert {f"{server}_server/openapi.json" for server in SERVERS} <= sources
