"""Registering a key for a device, once on the whole platform."""

from service_kit.database.constraints import constraint_errors
from service_kit.database.locks import hold
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.device_keys.errors import KeyInUse
from app.device_keys.keys import DevicePublicKey, fingerprint, load_public_key, to_pem
from app.models import ActiveStore, FormerKey, Robot

Device = Robot | ActiveStore


async def add_device(session: AsyncSession, device: Device, public_key: str) -> None:
    """Give `device` its key and write it.

    Raises `UnsupportedKey`, or `KeyInUse` when any device has the key, or ever had it.
    """
    await _give(session, device, load_public_key(public_key))


async def replace_key(session: AsyncSession, device: Device, key: DevicePublicKey) -> None:
    """Give `device`, whose row is locked, another key. Its old one stays taken for ever.

    Raises `KeyInUse`; the device's own key is in use, too.
    """
    former = FormerKey(key_fingerprint=device.key_fingerprint, device_id=device.id)
    await _give(session, device, key)
    session.add(former)
    await session.flush()


async def _give(session: AsyncSession, device: Device, key: DevicePublicKey) -> None:
    key_fingerprint = fingerprint(key)
    await _require_unused(session, key_fingerprint)
    device.public_key = to_pem(key)
    device.key_fingerprint = key_fingerprint
    session.add(device)
    taken = KeyInUse()
    with constraint_errors(uq_robots_key_fingerprint=taken, uq_active_stores_key_fingerprint=taken):
        await session.flush()


async def _require_unused(session: AsyncSession, key_fingerprint: str) -> None:
    # Three tables have no common unique index; the lock makes those who want one key take turns.
    await session.execute(hold("device_keys", key_fingerprint))
    for table in (Robot, ActiveStore, FormerKey):
        if await session.scalar(select(exists().where(table.key_fingerprint == key_fingerprint))):
            raise KeyInUse
