"""The public keys of the identity provider, read when they are needed and not too often."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import jwt

from app.sign_in.errors import IdentityProviderUnavailable

_KEYS_SECONDS = 3600
# An unknown key may be a new one; but nobody may make us ask for each token.
_AGAIN_SECONDS = 10


class ProviderKeys:
    """`read` asks the provider for its JSON Web Key Set (RFC 7517)."""

    def __init__(self, read: Callable[[], Awaitable[Mapping[str, Any]]]) -> None:
        self._read = read
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._read_at = float("-inf")
        self._asked_at = float("-inf")
        self._reading = asyncio.Lock()

    async def require(self, key_id: str | None) -> jwt.PyJWK:
        """Raises `jwt.InvalidKeyError` for a key that the provider does not have, and
        `IdentityProviderUnavailable` when it has not said so lately."""
        if self._is_old or key_id not in self._keys:
            # Whoever comes while the keys are read waits for them.
            async with self._reading:
                if self._may_help_to_ask(key_id):
                    await self._refresh()
        if self._is_old or (key_id not in self._keys and self._asked_at > self._read_at):
            raise IdentityProviderUnavailable
        if key_id not in self._keys:
            raise jwt.InvalidKeyError("the provider has no such key")
        return self._keys[key_id]

    @property
    def _is_old(self) -> bool:
        return time.monotonic() - self._read_at > _KEYS_SECONDS

    def _may_help_to_ask(self, key_id: str | None) -> bool:
        # In vain or not: a provider in trouble is not asked more often than one that answers.
        was_asked = time.monotonic() - self._asked_at <= _AGAIN_SECONDS
        return not was_asked and (self._is_old or key_id not in self._keys)

    async def _refresh(self) -> None:
        self._asked_at = time.monotonic()
        document = await self._read()
        try:
            keys = jwt.PyJWKSet.from_dict(dict(document))
        except jwt.PyJWTError as error:
            raise IdentityProviderUnavailable from error
        self._keys = {key.key_id: key for key in keys if key.public_key_use in {None, "sig"}}
        self._read_at = time.monotonic()
