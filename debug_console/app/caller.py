"""The engineer at the console, and the platform that is asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from platform_client import Platform, PlatformError, RetryPolicy
from platform_client.models.sessions import Token
from platform_client.platform import Call
from platform_client.session import Session
from platform_client.streams import Event, follow

from app.api.documents import Operation
from app.failures import ExitCode, Failure, failure_of
from app.logins import SavedLogin, forget_login, get_login, save_login

PAGE_SIZE = 100
# A person waits for the answer.
_PATIENCE = RetryPolicy(patience=5.0)


@dataclass(frozen=True)
class Request:
    """An operation with all that it asks for."""

    operation: Operation
    path: dict[str, Any]
    query: dict[str, Any]
    body: dict[str, Any] | None = None
    content: bytes | None = None
    content_type: str | None = None

    def as_call(self, **query: Any) -> Call:
        path = self.operation.url
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", str(value))
        return Call(
            self.operation.method,
            path,
            self.body,
            query={**self.query, **query},
            key=str(uuid4()) if self.operation.takes_key else None,
            content=self.content,
            content_type=self.content_type,
        )


@dataclass(frozen=True)
class Page:
    """`total` is how many there are, not how many are shown."""

    items: list[dict[str, Any]]
    total: int


class Caller:
    def __init__(self, platform: Platform, token: str | None) -> None:
        self.platform = platform
        self._token = token

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, anonymous: bool = False) -> AsyncIterator["Caller"]:
        """Raises `Failure` when nobody is signed in at this platform."""
        saved = get_login(url)
        if saved is None and not anonymous:
            raise Failure(
                f"Nobody is signed in at {url}.", "Sign in: login", ExitCode.NOT_SIGNED_IN
            )
        async with Platform(url, retries=_PATIENCE) as platform:
            try:
                yield cls(platform, saved.token if saved else None)
            except PlatformError as error:
                raise failure_of(error) from error

    async def ask(self, request: Request) -> httpx.Response:
        return await self.platform.fetch(request.as_call(), token=self._token)

    async def ask_page(self, request: Request, limit: int | None) -> Page:
        """So many of the items, or all of them, whatever the platform's pages are."""
        items: list[dict[str, Any]] = []
        cursor: str | None = None
        while True:
            wanted = PAGE_SIZE if limit is None else min(PAGE_SIZE, limit - len(items))
            call = request.as_call(size=wanted, cursor=cursor)
            answer = (await self.platform.fetch(call, token=self._token)).json()
            items += answer["items"]
            cursor = answer["next_cursor"]
            if cursor is None or (limit is not None and len(items) >= limit):
                return Page(items, answer["total"])

    async def follow(self, request: Request, limit: int | None) -> AsyncIterator[Event]:
        """Events as they come, so many of them, through lost connections."""
        came = 0
        async for event in follow(Session(self.platform, self._kept_token), request.operation.url):
            yield event
            came += 1
            if came == limit:
                return

    async def _kept_token(self) -> Token:
        """The one with which we came; there is no password to get another one."""
        token, self._token = self._token, None
        if token is None:
            raise Failure("The session has ended.", "Sign in: login", ExitCode.NOT_SIGNED_IN)
        return Token(access_token=token, token_type="bearer", expires_in=0)  # noqa: S106 - its kind

    async def get(self, path: str) -> Any:
        return (await self.platform.fetch(Call("GET", path), token=self._token)).json()

    async def sign_in(self, login: str, password: str) -> None:
        body = {"login": login, "password": password}
        call = Call("POST", "/base_api/auth/engineer/login", body)
        token = await self.platform.send(Token, call)
        self._token = token.access_token
        save_login(self.platform.url, SavedLogin(login=login, token=token.access_token))

    async def sign_out(self) -> None:
        """Also where the platform has forgotten the session by itself."""
        try:
            await self.platform.fetch(Call("POST", "/base_api/auth/logout"), token=self._token)
        except PlatformError as error:
            if error.code != "UNAUTHENTICATED":
                raise
        forget_login(self.platform.url)
