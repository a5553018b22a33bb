"""Bodies that are no requests at all."""

import httpx
import pytest
from platform_client import Engineer, Robot

from tests.stack.refusals import problem

JSON = {"Content-Type": "application/json"}


async def bearer(caller: Engineer | Robot) -> dict[str, str]:
    return {"Authorization": f"Bearer {await caller.session.get_token()}"}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 500])
@pytest.mark.parametrize(
    "path", ["/base_api/auth/engineer/login", "/base_api/auth/challenge", "/base_api/auth/token"]
)
async def test_no_json(http: httpx.AsyncClient, path: str, body: bytes) -> None:
    assert problem(await http.post(path, content=body, headers=JSON)) == (422, "VALIDATION_ERROR")


async def test_errors_name_the_places(http: httpx.AsyncClient) -> None:
    response = await http.post("/base_api/auth/engineer/login", json={"login": 5})
    assert problem(response) == (422, "VALIDATION_ERROR")
    assert {tuple(one["loc"]) for one in response.json()["errors"]} == {
        ("body", "login"),
        ("body", "password"),
    }


async def test_too_large_for_the_route(http: httpx.AsyncClient, robot: Robot) -> None:
    body = {"train_number": "x" * 3_000_000, "train_date": "2026-01-01"}
    response = await http.put("/base_api/robot/trip", json=body, headers=await bearer(robot))
    assert problem(response) == (413, "BODY_TOO_LARGE")


async def test_too_large_for_the_gateway(http: httpx.AsyncClient, admin: Engineer) -> None:
    body = {"name": "Anna", "face": "A" * 17 * 1024 * 1024}
    response = await http.post("/base_api/admin/user", json=body, headers=await bearer(admin))
    assert problem(response) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    "body",
    [
        {"train_number": 5, "train_date": "2026-01-01"},
        {"train_number": "002A", "train_date": "yesterday"},
        {"train_number": "", "train_date": "2026-01-01"},
        {"train_number": "002A", "train_date": "2026-01-01", "wagon_number": 0},
        {"train_number": "0\x00", "train_date": "2026-01-01"},
    ],
)
async def test_wrong_types_change_no_trip(
    http: httpx.AsyncClient, robot: Robot, body: dict[str, object]
) -> None:
    before = (await robot.get_state()).trip
    response = await http.put("/base_api/robot/trip", json=body, headers=await bearer(robot))
    assert problem(response) == (422, "VALIDATION_ERROR")
    assert (await robot.get_state()).trip == before
