"""A caller's session: begun when first needed, renewed when the platform no longer knows it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, TypeVar

from platform_client.errors import PlatformError
from platform_client.models.common import Ok, Page
from platform_client.models.sessions import Token
from platform_client.platform import Call, Platform

Answer = TypeVar("Answer")
Item = TypeVar("Item")
PAGE_SIZE = 100


class Session:
    def __init__(self, platform: Platform, sign_in: Callable[[], Awaitable[Token]]) -> None:
        self.platform = platform
        self._sign_in = sign_in
        self._token: str | None = None
        self._renewing = asyncio.Lock()

    async def sign_in(self) -> None:
        """Begin a session now, or anew."""
        self._token = (await self._sign_in()).access_token

    async def sign_out(self) -> None:
        if self._token is not None:
            await self.platform.send(Ok, Call("POST", "/base_api/auth/logout"), token=self._token)
            self._token = None

    async def get_token(self) -> str:
        if self._token is None:
            await self.renew(None)
        if self._token is None:
            raise RuntimeError("Signing in gave no token.")
        return self._token

    async def renew(self, refused: str | None) -> None:
        """Another token than `refused`; callers that were refused together sign in once."""
        async with self._renewing:
            if self._token == refused:
                await self.sign_in()

    async def send(self, answer_type: type[Answer], call: Call) -> Answer:
        token = await self.get_token()
        try:
            return await self.platform.send(answer_type, call, token=token)
        except PlatformError as error:
            if error.code != "UNAUTHENTICATED":
                raise
        await self.renew(token)
        return await self.platform.send(answer_type, call, token=await self.get_token())

    async def list(
        self, item_type: type[Item], path: str, query: Mapping[str, Any] | None = None
    ) -> AsyncIterator[Item]:
        """All items of a list, the newest first, page by page as they are needed."""
        cursor: str | None = None
        while True:
            parameters = {**(query or {}), "size": PAGE_SIZE, "cursor": cursor}
            page = await self.send(Page[item_type], Call("GET", path, query=parameters))  # type: ignore[valid-type]
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return
