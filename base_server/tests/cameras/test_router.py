"""Cameras: configured by the security, read by their robot."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Robot
from tests.factories import create_robot
from tests.security import Headers

FRONT: dict[str, Any] = {
    "camera_id": "front",
    "name": "Front camera",
    "place": "above the screen",
    "thresholds": {"FIGHT": 0.8},
}


@pytest.fixture
async def security(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.SECURITY)


@pytest.fixture
async def camera(client: httpx.AsyncClient, robot: Robot, security: Headers) -> dict[str, Any]:
    path = f"/monitoring/robot/{robot.id}/camera"
    created: dict[str, Any] = (await client.post(path, json=FRONT, headers=security)).json()
    return created


class TestCreate:
    @pytest.mark.parametrize(
        "changed",
        [{"camera_id": ""}, {"thresholds": {"DANCE": 1}}, {"thresholds": {"FIGHT": 1.1}}],
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, robot: Robot, security: Headers, changed: dict[str, Any]
    ) -> None:
        path = f"/monitoring/robot/{robot.id}/camera"
        answer = await client.post(path, json=FRONT | changed, headers=security)
        assert answer.status_code == 422

    async def test_unknown_robot(self, client: httpx.AsyncClient, security: Headers) -> None:
        path = f"/monitoring/robot/{uuid4()}/camera"
        answer = await client.post(path, json=FRONT, headers=security)
        assert (answer.status_code, answer.json()["code"]) == (404, "ROBOT_NOT_FOUND")

    async def test_twice(
        self,
        client: httpx.AsyncClient,
        robot: Robot,
        security: Headers,
        camera: dict[str, Any],
    ) -> None:
        path = f"/monitoring/robot/{robot.id}/camera"
        answer = await client.post(path, json=FRONT, headers=security)
        assert (answer.status_code, answer.json()["code"]) == (409, "CAMERA_EXISTS")

    async def test_every_kind_has_a_threshold(self, camera: dict[str, Any]) -> None:
        assert (camera["thresholds"]["FIGHT"], camera["thresholds"]["SMOKE"]) == (0.8, 0.5)
        assert camera["is_on"]
        assert camera["robot_name"] == "Kiosk"


class TestChange:
    async def test_unknown(self, client: httpx.AsyncClient, security: Headers) -> None:
        path = f"/monitoring/camera/{uuid4()}"
        assert (await client.put(path, json=FRONT, headers=security)).status_code == 404
        assert (await client.delete(path, headers=security)).status_code == 404

    async def test_is_what_the_robot_reads(
        self,
        client: httpx.AsyncClient,
        robot: Robot,
        security: Headers,
        camera: dict[str, Any],
        sign_in: SignIn,
    ) -> None:
        changed = {"name": "Front", "place": "", "is_on": False}
        path = f"/monitoring/camera/{camera['id']}"
        shown = (await client.put(path, json=changed, headers=security)).json()
        assert (shown["name"], shown["robot_name"]) == ("Front", "Kiosk")
        mine = await client.get("/robot/cameras", headers=await sign_in("robot", robot.id))
        (read,) = mine.json()["cameras"]
        assert (read["camera_id"], read["name"], read["is_on"]) == ("front", "Front", False)

    async def test_removed(
        self, client: httpx.AsyncClient, security: Headers, camera: dict[str, Any]
    ) -> None:
        await client.delete(f"/monitoring/camera/{camera['id']}", headers=security)
        assert (await client.get("/monitoring/cameras", headers=security)).json()["total"] == 0


class TestList:
    async def test_of_one_robot(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        robot: Robot,
        security: Headers,
        camera: dict[str, Any],
        sign_in: SignIn,
    ) -> None:
        other = await create_robot(session)
        path, query = "/monitoring/cameras", {"robot_id": str(robot.id)}
        listed = (await client.get(path, headers=security, params=query)).json()["items"]
        theirs = await client.get("/robot/cameras", headers=await sign_in("robot", other.id))
        assert listed == [camera]
        assert theirs.json()["cameras"] == []
