"""Whoever signs out at the identity provider is signed out here."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
from base_api import Privilege
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI
from service_kit.testing.plugin import SignIn
from sqlalchemy.exc import OperationalError

from app.sign_in.hints import LogoutHints
from app.sign_in.logout_tokens import EVENT
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import LyingProvider, without_signature

PATH = "/auth/backchannel_logout"


async def _send(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post(PATH, data={"logout_token": token})


async def _is_in(browser: Browser) -> bool:
    return (await browser.http.get("/auth/me")).status_code == 200


class TestOneSessionThere:
    @pytest.fixture(autouse=True)
    async def signed_in(
        self, browser: Browser, other_browser: Browser, provider: LyingProvider
    ) -> None:
        for one, sid in ((browser, "first"), (other_browser, "second")):
            provider.claims["sid"] = sid
            await one.sign_in(provider)

    async def test_ends_here_alone(
        self,
        client: httpx.AsyncClient,
        browser: Browser,
        other_browser: Browser,
        provider: LyingProvider,
    ) -> None:
        answer = await _send(client, provider.make_logout(sid="first"))
        assert (answer.status_code, answer.json()) == (200, {"status": "OK"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert not await _is_in(browser)
        assert await _is_in(other_browser)

    async def test_ends_after_a_renewal(
        self, client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
    ) -> None:
        await browser.http.post("/auth/refresh", headers=browser.csrf)
        await _send(client, provider.make_logout(sub=None, sid="first"))
        assert not await _is_in(browser)

    async def test_that_is_unknown_ends_nothing(
        self, client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
    ) -> None:
        assert (await _send(client, provider.make_logout(sid="third"))).status_code == 200
        assert await _is_in(browser)

    async def test_ends_what_is_just_being_made(
        self,
        client: httpx.AsyncClient,
        browser: Browser,
        provider: LyingProvider,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """A sign-in whose session is not yet among those of the provider's session."""
        state, keep = await browser.begin(provider), LogoutHints.keep
        provider.tokens["c"] = provider.make_token(sid="first")

        async def after_the_logout(*arguments: Any) -> bool:
            await _send(client, provider.make_logout(sid="first"))
            return await keep(*arguments)

        monkeypatch.setattr(LogoutHints, "keep", after_the_logout)
        answer = await browser.come_back(state)
        assert answer.headers["location"] == "/sign-in?error=SIGN_IN_DENIED"
        assert not await _is_in(browser)

    async def test_races_with_renewals(
        self, app: FastAPI, client: httpx.AsyncClient, provider: LyingProvider
    ) -> None:
        browsers = [Browser(app) for _ in range(8)]
        for number, one in enumerate(browsers):
            provider.claims["sid"] = f"of-{number}"
            await one.sign_in(provider)
        logouts = [provider.make_logout(sid=f"of-{number}") for number in range(len(browsers))]
        await asyncio.gather(
            *(one.http.post("/auth/refresh", headers=one.csrf) for one in browsers),
            *(_send(client, token) for token in logouts),
        )
        assert not any([await _is_in(one) for one in browsers])

    async def test_is_on_record(
        self, client: httpx.AsyncClient, provider: LyingProvider, sign_in: SignIn
    ) -> None:
        await _send(client, provider.make_logout(sid="first"))
        headers = await sign_in("engineer", privileges=Privilege.ADMIN)
        params = {"action": "sessions.ended"}
        found = (await client.get("/admin/audit", params=params, headers=headers)).json()["items"]
        assert [one["changes"]["after"]["by"] for one in found] == ["identity provider"]


async def test_everywhere_without_a_session(
    client: httpx.AsyncClient, browser: Browser, other_browser: Browser, provider: LyingProvider
) -> None:
    """The passenger's sessions and, of the same person, those of work."""
    provider.claims["roles"] = ["guard"]
    await browser.sign_in(provider)
    await other_browser.sign_in(provider, staff=True)
    await _send(client, provider.make_logout())
    assert [await _is_in(one) for one in (browser, other_browser)] == [False, False]


async def test_nobody_here(client: httpx.AsyncClient, provider: LyingProvider) -> None:
    assert (await _send(client, provider.make_logout(sub="stranger"))).status_code == 200


async def test_typ_of_keycloak(
    client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
) -> None:
    await browser.sign_in(provider)
    assert (await _send(client, provider.make_logout(typ="JWT"))).status_code == 200
    assert not await _is_in(browser)


async def test_each_token_works_once(
    client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
) -> None:
    """Who has seen one cannot keep the passenger out with it."""
    await browser.sign_in(provider)
    token = provider.make_logout()
    answers = await asyncio.gather(*(_send(client, token) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]
    await browser.sign_in(provider)
    again = await _send(client, token)
    assert (again.status_code, again.json()["code"]) == (400, "LOGOUT_NOT_PROVEN")
    assert await _is_in(browser)


async def test_a_token_whose_logout_fails_works_again(
    client: httpx.AsyncClient,
    browser: Browser,
    provider: LyingProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await browser.sign_in(provider)
    token = provider.make_logout()
    with monkeypatch.context() as outage:
        outage.setattr("app.sign_in.repository.lock_user_of", _without_a_database)
        assert (await _send(client, token)).status_code == 503
    assert (await _send(client, token)).status_code == 200
    assert not await _is_in(browser)


async def _without_a_database(*_: object) -> None:
    raise OperationalError("SELECT", None, ConnectionError("the database is away"))


async def test_waits_for_no_sign_in_that_waits_for_it(
    app: FastAPI, client: httpx.AsyncClient, browser: Browser, provider: LyingProvider
) -> None:
    """Both lock the passenger and, of the same person, the engineer."""
    provider.claims["roles"] = ["guard"]
    await browser.sign_in(provider)
    await browser.sign_in(provider, staff=True)
    browsers = [Browser(app) for _ in range(10)]
    states = []
    for one in browsers:
        states.append(await one.begin(provider))
        provider.tokens[states[-1]] = provider.make_token()
    answers = await asyncio.gather(
        *(one.come_back(state, code=state) for one, state in zip(browsers, states, strict=True)),
        *(_send(client, provider.make_logout()) for _ in browsers),
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 10 + [303] * 10
    assert {one.headers.get("location", "/tickets") for one in answers} == {"/tickets"}


async def test_keys_out_of_reach(client: httpx.AsyncClient, provider: LyingProvider) -> None:
    token = provider.make_logout()
    provider.is_away = True
    answer = await _send(client, token)
    assert (answer.status_code, answer.json()["code"]) == (503, "IDENTITY_PROVIDER_UNAVAILABLE")


def _changed(**changes: Any) -> Callable[[LyingProvider], str]:
    return lambda provider: provider.make_logout(**changes)


def _of_foreign_key(provider: LyingProvider) -> str:
    provider.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return provider.make_logout()


def _of_shared_secret(provider: LyingProvider) -> str:
    claims = jwt.decode(provider.make_logout(), options={"verify_signature": False})
    secret = "provodnik-development-secret-identity"
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": provider.key_id})


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(lambda provider: without_signature(provider.make_logout()), id="alg none"),
        pytest.param(_of_foreign_key, id="foreign key"),
        pytest.param(_of_shared_secret, id="the client's secret as key"),
        pytest.param(_changed(iss="https://evil.example"), id="another issuer"),
        pytest.param(_changed(aud="another_client"), id="for another client"),
        pytest.param(_changed(nonce="n"), id="with a nonce"),
        pytest.param(_changed(nonce=""), id="with an empty nonce"),
        pytest.param(lambda provider: provider.make_token(), id="an ID token"),
        pytest.param(_changed(typ="at+jwt"), id="an access token"),
        pytest.param(_changed(events=None), id="without an event"),
        pytest.param(_changed(events={"https://other": {}}), id="of another event"),
        pytest.param(_changed(events=[EVENT]), id="events as a list"),
        pytest.param(_changed(events={EVENT: "x"}), id="an event that is no object"),
        pytest.param(_changed(sub=None), id="of nobody"),
        pytest.param(_changed(sub="x" * 256), id="of a subject that is too long"),
        pytest.param(_changed(sid=["first"]), id="sid as a list"),
        pytest.param(_changed(jti=None), id="without a jti"),
        pytest.param(_changed(jti=""), id="with an empty jti"),
        pytest.param(_changed(exp=None), id="for ever"),
        pytest.param(_changed(exp=int(time.time()) - 3600), id="expired"),
        pytest.param(_changed(exp=int(time.time()) + 86_400), id="for too long"),
        pytest.param(_changed(iat=int(time.time()) + 3600), id="of the future"),
        pytest.param(lambda _: "rubbish", id="rubbish"),
        pytest.param(lambda _: "x" * 15_000, id="too long"),
        pytest.param(lambda _: "", id="empty"),
    ],
)
async def test_what_proves_no_logout(
    client: httpx.AsyncClient,
    browser: Browser,
    provider: LyingProvider,
    lie: Callable[[LyingProvider], str],
) -> None:
    await browser.sign_in(provider)
    answer = await _send(client, lie(provider))
    assert (answer.status_code, answer.json()["code"]) == (400, "LOGOUT_NOT_PROVEN")
    assert await _is_in(browser)


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"logout_token=a&logout_token=b", b"x=y"])
async def test_forms_without_a_token(client: httpx.AsyncClient, content: bytes) -> None:
    answer = await client.post(PATH, content=content)
    assert (answer.status_code, answer.json()["code"]) == (400, "LOGOUT_NOT_PROVEN")
