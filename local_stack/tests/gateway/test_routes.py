"""Where each address leads."""

import pytest

from tests.gateway.conftest import Platform


@pytest.mark.parametrize("server", ["base", "store"])
def test_prefix_is_taken_off(platform: Platform, server: str) -> None:
    seen = platform.get(f"/{server}_api/items/7?page=2").json
    assert seen["path"] == "/items/7?page=2"
    assert seen["replica"].startswith(server)


def test_escaped_characters_reach_the_server_escaped(platform: Platform) -> None:
    assert platform.get("/base_api/items/a%20b%3Fc").json["path"] == "/items/a%20b%3Fc"


@pytest.mark.parametrize(
    "path", ["/face_api", "/face_api/", "/face_api/faces/search", "/other_api/"]
)
def test_what_is_not_public_does_not_exist_outside(platform: Platform, path: str) -> None:
    assert platform.get(path).problem == (404, "NOT_FOUND")
    assert not [line for line in platform.journal if line.startswith("face") and "faces" in line]


@pytest.mark.parametrize("server", ["base", "store", "face"])
def test_every_server_is_reached_on_the_inside(platform: Platform, server: str) -> None:
    seen = platform.get(f"/{server}_api/x", internal=True).json
    assert (seen["replica"].partition("-")[0], seen["path"]) == (server, "/x")


def test_the_inside_has_no_pages(platform: Platform) -> None:
    assert platform.get("/", internal=True).problem == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "path",
    [
        "/base_api/metrics",
        "/base_api/internal/users/1",
        "/store_api/internal/stores",
        "/base_api/x/../internal/users/1",
        "/base_api/metrics/",
        "/base_api//metrics",
        "/base_api/%6Detrics",
        "/base_api/x/../metrics",
        "/store_api/metrics",
        "/metrics",
        "/health/metrics",
    ],
)
def test_measurements_are_not_reached_from_outside(platform: Platform, path: str) -> None:
    answer = platform.get(path)
    # An address that no server has is the front end's.
    assert answer.status == 404 or b"the one page" in answer.body
    assert not [line for line in platform.journal if "metrics" in line]


@pytest.mark.parametrize("server", ["base", "store", "face"])
def test_readiness_of_each_server_is_public(platform: Platform, server: str) -> None:
    seen = platform.get(f"/health/{server}").json
    assert (seen["replica"].partition("-")[0], seen["path"]) == (server, "/readyz")


def test_gateway_tells_that_it_lives(platform: Platform) -> None:
    assert platform.get("/health/gateway").json == {"status": "OK"}


@pytest.mark.parametrize("path", ["/", "/admin", "/store/items/7", "/no-such-page.html"])
def test_addresses_of_the_front_end_lead_to_the_one_page(platform: Platform, path: str) -> None:
    answer = platform.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    assert answer.headers["cache-control"] == "no-cache"
    assert b"the one page" in answer.body


def test_built_files_are_kept_for_ever(platform: Platform) -> None:
    answer = platform.get("/static/assets/main-Ab12Cd34.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript"


def test_logos_are_kept_for_ever(platform: Platform) -> None:
    answer = platform.get("/static/logos/5a1d.webp")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (answer.headers["content-type"], answer.body) == ("image/webp", b"RIFF")
    assert platform.get("/static/logos/gone.webp").problem == (404, "NOT_FOUND")


def test_other_files_are_asked_for_anew(platform: Platform) -> None:
    assert platform.get("/static/logo.svg").headers["cache-control"] == "no-cache"


def test_missing_file_is_missing_and_is_not_kept(platform: Platform) -> None:
    answer = platform.get("/static/assets/gone-Ab12Cd34.js")
    assert answer.problem == (404, "NOT_FOUND")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/../nginx.conf", "/static/../../stack/credentials.json"])
def test_nothing_beside_the_pages_is_served(platform: Platform, path: str) -> None:
    answer = platform.get(path)
    assert answer.status == 400 or b"the one page" in answer.body


def test_websocket_is_passed_through(platform: Platform) -> None:
    connection = platform.connect()
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    connection.request("GET", "/base_api/socket", headers=headers)
    sock = connection.sock
    received = b""
    while b"\r\n\r\n" not in received:
        received += sock.recv(4096)
    assert received.startswith(b"HTTP/1.1 101")
    # The key and its answer are the example of RFC 6455.
    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in received
    sock.sendall(b"hello")
    assert sock.recv(5) == b"hello"
    connection.close()


def test_each_event_of_a_stream_arrives_at_once(platform: Platform) -> None:
    connection = platform.connect()
    connection.request("GET", "/store_api/live/stream")
    response = connection.getresponse()
    connection.sock.settimeout(1)
    # The second event comes two seconds later: a buffering gateway would time out here.
    assert response.read1(100) == b"data: first\n\n"
    connection.close()
