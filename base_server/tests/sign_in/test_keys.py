"""Tokens of strangers cost the identity provider next to nothing."""

import asyncio

import httpx
import pytest

from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider


async def _send_made_up(client: httpx.AsyncClient, provider: LyingProvider, count: int) -> set[int]:
    """Logout tokens at once, each by a key of its own; with what they are answered."""
    tokens = []
    for number in range(count):
        provider.key_id = f"made-up-{number}"
        tokens.append(provider.make_logout())
    provider.key_id = "first"
    answers = await asyncio.gather(
        *(client.post("/auth/backchannel_logout", data={"logout_token": one}) for one in tokens)
    )
    return {answer.status_code for answer in answers}


async def test_many_at_once_are_one_question(
    client: httpx.AsyncClient, provider: LyingProvider
) -> None:
    assert await _send_made_up(client, provider, 10) == {400}
    assert await _send_made_up(client, provider, 10) == {400}
    assert provider.asked.count("/jwks") == 1


async def test_a_provider_that_is_away_is_not_asked_for_each(
    client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
) -> None:
    state = await browser.begin(provider)
    asked = len(provider.asked)
    provider.is_away = True
    for count in (10, 1):
        assert await _send_made_up(client, provider, count) == {503}
    assert len(provider.asked) == asked + 1
    provider.is_away = False
    answer = await browser.come_back(state)
    assert answer.headers["location"] == "/sign-in?error=IDENTITY_PROVIDER_UNAVAILABLE"


async def test_is_asked_again_after_a_while(
    browser: Browser,
    client: httpx.AsyncClient,
    provider: LyingProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provider.is_away = True
    assert await _send_made_up(client, provider, 1) == {503}
    provider.is_away = False
    monkeypatch.setattr("app.sign_in.keys._AGAIN_SECONDS", -1)
    assert (await browser.sign_in(provider)).headers["location"] == "/tickets"


async def test_keys_that_are_known_count_while_it_is_away(
    browser: Browser,
    client: httpx.AsyncClient,
    provider: LyingProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await browser.sign_in(provider)
    provider.is_away = True
    monkeypatch.setattr("app.sign_in.keys._AGAIN_SECONDS", -1)
    assert await _send_made_up(client, provider, 3) == {503}
    answer = await client.post(
        "/auth/backchannel_logout", data={"logout_token": provider.make_logout()}
    )
    assert answer.status_code == 200
