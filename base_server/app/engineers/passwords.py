"""Password hashes: argon2id, made and verified off the event loop."""

import asyncio
from functools import cache

from pwdlib import PasswordHash

_hasher = PasswordHash.recommended()
# A hash takes tens of megabytes and a tenth of a second: a burst of logins must not take the
# machine. The others wait.
_at_once = asyncio.Semaphore(2)


@cache
def _decoy() -> str:
    """What an unknown login is verified against, so that it takes as long as a known one."""
    return _hasher.hash("no engineer has this password")


async def hash_password(password: str) -> str:
    async with _at_once:
        return await asyncio.to_thread(_hasher.hash, password)


async def is_password(password: str, password_hash: str | None) -> bool:
    """Does the password belong to the hash? Without a hash: no, in the same time."""
    async with _at_once:
        matches = await asyncio.to_thread(_verify, password, password_hash)
    return matches and password_hash is not None


def _verify(password: str, password_hash: str | None) -> bool:
    return _hasher.verify(password, password_hash or _decoy())
