"""Registering a key for a device, once on the whole platform."""

from service_kit.database.constraints import constraint_errors
from sqlalchemy import exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.device_keys.errors import KeyInUse
from app.device_keys.keys import fingerprint, load_public_key, to_pem
from app.models import ActiveStore, Robot


async def add_device(session: AsyncSession, device: Robot | ActiveStore, public_key: str) -> None:
    """Give `device` its key and write it.

    Raises `UnsupportedKey`, or `KeyInUse` when a robot or a terminal has the key already.
    """
    key = load_public_key(public_key)
    device.public_key = to_pem(key)
    device.key_fingerprint = fingerprint(key)
    await _require_unused(session, device.key_fingerprint)
    session.add(device)
    taken = KeyInUse()
    with constraint_errors(uq_robots_key_fingerprint=taken, uq_active_stores_key_fingerprint=taken):
        await session.flush()


async def _require_unused(session: AsyncSession, key_fingerprint: str) -> None:
    # Two tables have no common unique index; the lock makes two registrations of one key take
    # turns.
    await session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended(key_fingerprint, literal(0))))
    )
    for table in (Robot, ActiveStore):
        if await session.scalar(select(exists().where(table.key_fingerprint == key_fingerprint))):
            raise KeyInUse
