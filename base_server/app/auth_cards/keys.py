"""What is kept of a card's key.

The keys are whatever the cards came with, often the few bytes of a serial number. A plain hash of
those is guessed in minutes by whoever gets hold of the table, so it is a keyed one (HMAC), whose
secret stands in the settings. A slow hash would not do: a card has to be found by it.
"""

import hashlib
import hmac
from typing import ClassVar

from pydantic import SecretStr
from service_kit.components import Component

from app.config import AuthCardSettings


class CardKeys(Component):
    name: ClassVar[str] = "auth_cards"

    def __init__(self, settings: AuthCardSettings) -> None:
        known = (settings.secret, settings.former_secret)
        self._secrets = [one.get_secret_value().encode() for one in known if one is not None]

    async def check(self) -> None:
        """Needs nothing but its secret."""

    def hashes(self, key: SecretStr) -> list[bytes]:
        """Under the secret of today, then under the former one."""
        message = key.get_secret_value().encode()
        return [hmac.digest(secret, message, hashlib.sha256) for secret in self._secrets]
