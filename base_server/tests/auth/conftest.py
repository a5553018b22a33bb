"""Engineers who may register, and registered devices."""

import httpx
import pytest
from base_api import Privilege
from cryptography.hazmat.primitives.asymmetric import ed25519
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import Engineer
from tests.devices import Device, PrivateKey, pem
from tests.factories import PASSWORD, create_engineer


@pytest.fixture
async def engineer(session: AsyncSession) -> Engineer:
    privileges = Privilege.ROBOT_LOGIN | Privilege.STORE_LOGIN
    return await create_engineer(session, privileges=privileges)


async def register(
    client: httpx.AsyncClient, engineer: Engineer, key: PrivateKey, **changes: object
) -> httpx.Response:
    body = {
        "login": engineer.login,
        "password": PASSWORD,
        "public_key": pem(key),
        "robot_model_id": "R-1",
        "robot_model_name": "Kiosk",
    }
    return await client.post("/auth/robot/register", json={**body, **changes})


@pytest.fixture
async def device(client: httpx.AsyncClient, engineer: Engineer) -> Device:
    key = ed25519.Ed25519PrivateKey.generate()
    answer = await register(client, engineer, key)
    return Device(client, answer.json()["id"], key)
