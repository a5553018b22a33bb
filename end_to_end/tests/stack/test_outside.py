"""What the gateway keeps from the outside."""

import httpx
import pytest
from platform_client import Engineer, Platform

from tests.stack.refusals import problem

INNER = [
    "/face_api/",
    "/face_api/healthz",
    "/face_api/faces/search",
    "/face_api/metrics",
    "/FACE_API/faces/search",
    "/base_api/../face_api/faces/search",
    "/base_api/%2e%2e/face_api/faces/search",
    "//face_api/faces/search",
    "/base_api/metrics",
    "/base_api//metrics",
    "/base_api/./metrics",
    "/base_api/metrics/",
    "/base_api/%6detrics",
    "/store_api/metrics",
    "/store_api//metrics",
]


@pytest.mark.parametrize("path", INNER)
async def test_not_reachable(url: str, path: str) -> None:
    async with httpx.AsyncClient() as client:
        # Sent as it stands: a client would tidy the path up first.
        request = client.build_request("GET", url)
        request.url = request.url.copy_with(raw_path=path.encode())
        response = await client.send(request)
    assert "python_info" not in response.text
    assert "process_cpu" not in response.text
    if response.status_code == 200:
        assert response.headers["Content-Type"].startswith("text/html"), path
    else:
        assert response.status_code in {301, 400, 404}


@pytest.mark.parametrize("path", ["/face_api/faces/search", "/base_api/metrics"])
async def test_refusal_is_a_problem(http: httpx.AsyncClient, path: str) -> None:
    assert problem(await http.get(path)) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    "path",
    [
        "/base_api/internal/users/018f0000-0000-7000-8000-000000000000",
        "/base_api/internal/robots/018f0000-0000-7000-8000-000000000000/trip",
        "/store_api/internal/stores?ids=018f0000-0000-7000-8000-000000000000",
    ],
)
async def test_routes_of_the_servers_among_themselves(
    http: httpx.AsyncClient, admin: Engineer, path: str
) -> None:
    assert (await http.get(path)).status_code in {401, 404}
    headers = {"Authorization": f"Bearer {await admin.session.get_token()}"}
    assert (await http.get(path, headers=headers)).status_code in {401, 403, 404}


@pytest.mark.parametrize("server", ["base", "store", "face"])
async def test_every_server_is_ready(platform: Platform, server: str) -> None:
    readiness = await platform.get_readiness(server)
    assert readiness.status == "OK"
    assert all(one.status == "OK" for one in readiness.dependencies.values())


async def test_security_headers(http: httpx.AsyncClient) -> None:
    for path in ("/", "/base_api/healthz", "/no/such/page"):
        headers = (await http.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert "nginx/" not in headers.get("Server", ""), path
