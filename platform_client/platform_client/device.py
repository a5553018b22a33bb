"""What robots and store terminals have in common: an identity, a key, and how they sign in."""

import asyncio
import base64
from typing import Any
from uuid import UUID

from platform_client.errors import PlatformError
from platform_client.keys import DeviceKey, RsaKey
from platform_client.models.common import Ok
from platform_client.models.sessions import (
    Challenge,
    Credentials,
    DeviceIdentity,
    Me,
    Method,
    Token,
)
from platform_client.platform import Call, Platform
from platform_client.retries import Attempts, is_passing
from platform_client.session import Session

DOMAIN = "provodnik-auth-v1"
KEY_DOMAIN = "provodnik-key-v1"


class Device:
    """`identity` and `key` are what a device keeps for good; a session is begun when needed."""

    def __init__(
        self,
        platform: Platform,
        identity: DeviceIdentity,
        key: DeviceKey,
        method: Method = Method.SIGN,
    ) -> None:
        if method is Method.DECRYPT and not isinstance(key, RsaKey):
            raise ValueError("Only an RSA key can decrypt.")
        self.platform = platform
        self.identity = identity
        self.key = key
        self.method = method
        self.session = Session(platform, self._prove_key)

    @property
    def id(self) -> UUID:
        return self.identity.id

    async def sign_in(self) -> None:
        await self.session.sign_in()

    async def sign_out(self) -> None:
        await self.session.sign_out()

    async def get_me(self) -> Me:
        return await self.session.send(Me, Call("GET", "/base_api/auth/me"))

    async def replace_key(self, new: DeviceKey) -> None:
        """From now on `new` is the device's key; sessions begun with the old one end.

        Keep `new` safe before: when the answer is lost, either key may be the right one. The one
        that can sign in is.
        """
        challenge = await self._ask_for_challenge(Method.SIGN)
        _require_server(challenge, self.identity)
        text = (
            f"{KEY_DOMAIN}|{challenge.server}|{self.id}|{challenge.challenge_id}|"
            f"{challenge.challenge}|{new.fingerprint}"
        ).encode()
        body = {
            "challenge_id": str(challenge.challenge_id),
            "public_key": new.public_pem,
            "signature": base64.b64encode(self.key.sign(text)).decode(),
            "proof": base64.b64encode(new.sign(text)).decode(),
        }
        await self.session.send(Ok, Call("POST", "/base_api/auth/device/key", body))
        self.key = new
        if not isinstance(new, RsaKey):
            self.method = Method.SIGN

    async def _prove_key(self) -> Token:
        """A token for an answered challenge. An answer is used up when it arrives, so what is
        repeated after a lost connection is the whole sign-in."""
        attempts = Attempts(self.platform.retries)
        while True:
            challenge = await self._ask_for_challenge(self.method)
            answer = base64.b64encode(answer_to(challenge, self.identity, self.key, self.method))
            body = {"challenge_id": str(challenge.challenge_id), "answer": answer.decode()}
            try:
                return await self.platform.send(Token, Call("POST", "/base_api/auth/token", body))
            except PlatformError as error:
                pause = attempts.pause() if is_passing(error) else None
                if pause is None:
                    raise
                await asyncio.sleep(pause)

    async def _ask_for_challenge(self, method: Method) -> Challenge:
        body = {"device_id": str(self.id), "method": method}
        call = Call("POST", "/base_api/auth/challenge", body, is_repeatable=True)
        return await self.platform.send(Challenge, call)


def answer_to(
    challenge: Challenge, identity: DeviceIdentity, key: DeviceKey, method: Method
) -> bytes:
    """The proof that the device holds `key`.

    Raises `PlatformError`: SERVER_MISMATCH when another platform asks than the one at which the
    device was registered, UNEXPECTED_CHALLENGE when it asks for anything but the agreed proof.
    """
    _require_server(challenge, identity)
    _require_expected(challenge, key, method)
    if isinstance(key, RsaKey) and method is Method.DECRYPT:
        return _decrypted(challenge, key)
    text = (
        f"{DOMAIN}|{challenge.server}|{identity.id}|{challenge.challenge_id}|{challenge.challenge}"
    )
    return key.sign(text.encode())


def _require_server(challenge: Challenge, identity: DeviceIdentity) -> None:
    if challenge.server != identity.server:
        raise PlatformError(
            "SERVER_MISMATCH",
            f"This device was registered at {identity.server!r}, but {challenge.server!r} asks.",
        )


def _require_expected(challenge: Challenge, key: DeviceKey, method: Method) -> None:
    algorithm = key.signing_algorithm
    if isinstance(key, RsaKey) and method is Method.DECRYPT:
        algorithm = key.decryption_algorithm
    if (challenge.method, challenge.algorithm) != (method, algorithm):
        raise PlatformError(
            "UNEXPECTED_CHALLENGE",
            f"This device answers {method} with {algorithm}, but was asked for "
            f"{challenge.method} with {challenge.algorithm}. Is it registered with this key?",
        )


def _decrypted(challenge: Challenge, key: RsaKey) -> bytes:
    try:
        return key.decrypt(base64.b64decode(challenge.challenge, validate=True))
    except ValueError as error:
        raise PlatformError(
            "UNEXPECTED_CHALLENGE", "The challenge is not encrypted for this device's key."
        ) from error


async def register(
    platform: Platform, path: str, credentials: Credentials, key: DeviceKey, about: dict[str, Any]
) -> DeviceIdentity:
    """Not repeated when the answer is lost: the platform may hold the key by then."""
    body = {**credentials.model_dump(), "public_key": key.public_pem, **about}
    return await platform.send(DeviceIdentity, Call("POST", path, body))
