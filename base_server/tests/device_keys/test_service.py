"""One key, one device, on the whole platform."""

import asyncio
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from service_kit.database import Database

from app.device_keys.errors import KeyInUse
from app.device_keys.service import add_device
from app.models import ActiveStore, Robot
from tests.devices import pem


async def test_of_a_robot_and_a_terminal_at_once_one_gets_the_key(database: Database) -> None:
    key = pem(Ed25519PrivateKey.generate())
    robot = Robot(robot_model_id="R-1", robot_model_name="Kiosk", registered_by="test")
    terminal = ActiveStore(store_id=uuid4(), registered_by="test")
    async with database.session() as first, database.session() as second:
        await add_device(first, robot, key)
        later = asyncio.create_task(add_device(second, terminal, key))
        await asyncio.wait([later], timeout=0.3)
        await first.commit()
        with pytest.raises(KeyInUse):
            await later
