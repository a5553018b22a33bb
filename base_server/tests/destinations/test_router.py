"""Hotels and attractions."""

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn

HOTEL = {"name": "Astoria", "description": "By the cathedral.", "destination_id": "petersburg"}


@pytest.fixture
async def headers(sign_in: SignIn) -> dict[str, str]:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"logo_url": "javascript:alert(1)"}, {"logo_url": "http://plain"}],
)
async def test_malformed(
    client: httpx.AsyncClient, headers: dict[str, str], changes: dict[str, str]
) -> None:
    answer = await client.post("/admin/hotel", json={**HOTEL, **changes}, headers=headers)
    assert answer.status_code == 422


async def test_a_robot_tells_what_waits(
    client: httpx.AsyncClient, headers: dict[str, str], sign_in: SignIn
) -> None:
    await client.post("/admin/hotel", json=HOTEL, headers=headers)
    await client.post("/admin/attraction", json={**HOTEL, "name": "Hermitage"}, headers=headers)
    await client.post("/admin/hotel", json={**HOTEL, "destination_id": "kazan"}, headers=headers)
    robot = await sign_in("robot")
    waits = (await client.get("/robot/destination/petersburg", headers=robot)).json()
    assert [hotel["name"] for hotel in waits["hotels"]] == ["Astoria"]
    assert [attraction["name"] for attraction in waits["attractions"]] == ["Hermitage"]


async def test_lists_are_filtered_by_destination(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    for destination in ("petersburg", "kazan"):
        body = {**HOTEL, "destination_id": destination}
        await client.post("/admin/hotel", json=body, headers=headers)
        await client.post("/admin/attraction", json=body, headers=headers)
    for path in ("/admin/hotels", "/admin/attractions"):
        page = (await client.get(f"{path}?destination_id=kazan", headers=headers)).json()
        assert page["total"] == 1
