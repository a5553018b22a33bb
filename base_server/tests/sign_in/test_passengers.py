"""Passengers sign in: what a browser gets, and which answers of a provider prove nobody."""

import asyncio
import base64
import hashlib
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models import KeycloakUser, User
from tests.sign_in.conftest import Browser
from tests.sign_in.provider import KEY_ID, LyingProvider


def _error(answer: httpx.Response) -> str:
    assert answer.status_code == 303
    page = urlsplit(answer.headers["location"])
    assert page.path == "/sign-in"
    return parse_qs(page.query)["error"][0]


class TestBegin:
    async def test_sends_to_the_provider(self, browser: Browser, provider: LyingProvider) -> None:
        answer = await browser.http.get("/auth/login")
        assert answer.status_code == 303
        where = urlsplit(answer.headers["location"])
        query = parse_qs(where.query)
        assert f"{where.scheme}://{where.netloc}{where.path}" == f"{provider.issuer}/auth"
        assert query["redirect_uri"] == ["http://localhost:8080/base_api/auth/callback"]
        assert query["code_challenge_method"] == ["S256"]
        assert {"state", "nonce", "code_challenge"} <= query.keys()
        assert "ui_locales" not in query

    @pytest.mark.usefixtures("provider")
    async def test_in_the_language_of_the_page(self, browser: Browser) -> None:
        answer = await browser.http.get("/auth/login", params={"language": "ru"})
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        assert query["ui_locales"] == ["ru"]

    @pytest.mark.parametrize(
        "page",
        [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "javascript:alert(1)",
            "tickets",
            "",
            "/" + "a" * 2000,
        ],
    )
    @pytest.mark.usefixtures("provider")
    async def test_leads_nowhere_else(self, browser: Browser, page: str) -> None:
        answer = await browser.http.get("/auth/login", params={"next": page})
        assert answer.status_code == 422

    async def test_provider_away(self, browser: Browser, provider: LyingProvider) -> None:
        provider.is_away = True
        answer = await browser.http.get("/auth/login")
        assert _error(answer) == "IDENTITY_PROVIDER_UNAVAILABLE"

    async def test_another_provider_at_the_address(
        self, browser: Browser, provider: LyingProvider
    ) -> None:
        provider.issuer = "https://evil.example"
        answer = await browser.http.get("/auth/login")
        assert _error(answer) == "IDENTITY_PROVIDER_UNAVAILABLE"


class TestFinish:
    async def test_makes_a_user(
        self, browser: Browser, provider: LyingProvider, session: AsyncSession
    ) -> None:
        answer = await browser.sign_in(provider)
        assert (answer.status_code, answer.headers["location"]) == (303, "/tickets")
        me = (await browser.http.get("/auth/me")).json()
        assert (me["kind"], me["name"]) == ("passenger", "Анна Петрова")
        link = (await session.scalars(select(KeycloakUser))).one()
        assert (str(link.user_id), link.subject) == (me["id"], "subject-1")

    async def test_proves_who_began(self, browser: Browser, provider: LyingProvider) -> None:
        """The verifier that is sent is the one behind the challenge (RFC 7636)."""
        answer = await browser.http.get("/auth/login")
        query = parse_qs(urlsplit(answer.headers["location"]).query)
        provider.nonce = query["nonce"][0]
        await browser.come_back(query["state"][0])
        verifier = provider.forms[-1]["code_verifier"][0]
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        assert digest.decode().rstrip("=") == query["code_challenge"][0]

    async def test_the_same_person_again(
        self, browser: Browser, other_browser: Browser, provider: LyingProvider
    ) -> None:
        await browser.sign_in(provider)
        provider.claims["name"] = "Another name"
        await other_browser.sign_in(provider)
        mine, theirs = [(await one.http.get("/auth/me")).json() for one in (browser, other_browser)]
        assert mine == theirs

    async def test_twice_at_once(
        self, app: FastAPI, provider: LyingProvider, session: AsyncSession
    ) -> None:
        browsers = [Browser(app) for _ in range(6)]
        states = {}
        for one in browsers:
            state = await one.begin(provider)
            states[one] = state
            provider.tokens[state] = provider.make_token()
        answers = await asyncio.gather(
            *(one.come_back(state, code=state) for one, state in states.items())
        )
        assert {answer.headers["location"] for answer in answers} == {"/tickets"}
        assert await session.scalar(select(func.count()).select_from(User)) == 1

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("  \x00\x07 ", "Passenger"),
            (None, "Passenger"),
            ("x" * 500, "x" * 60),
            ("A\r\nB", "A B"),
            (["no", "text"], "Passenger"),
            ("Ж" * 59 + " " + "Ж", "Ж" * 59),
        ],
    )
    async def test_names_of_all_kinds(
        self, browser: Browser, provider: LyingProvider, sent: Any, kept: str
    ) -> None:
        provider.claims["name"] = sent
        await browser.sign_in(provider)
        assert (await browser.http.get("/auth/me")).json()["name"] == kept

    async def test_another_browser(
        self, browser: Browser, other_browser: Browser, provider: LyingProvider
    ) -> None:
        """Who sends a victim to the callback with an own code signs nobody in."""
        state = await browser.begin(provider)
        assert _error(await other_browser.come_back(state)) == "SIGN_IN_EXPIRED"
        await other_browser.begin(provider)
        assert _error(await browser.come_back(state)) == "SIGN_IN_EXPIRED"

    async def test_the_same_answer_again(self, browser: Browser, provider: LyingProvider) -> None:
        state = await browser.begin(provider)
        await browser.come_back(state)
        assert _error(await browser.come_back(state)) == "SIGN_IN_EXPIRED"

    @pytest.mark.usefixtures("provider")
    async def test_made_up_state(self, browser: Browser) -> None:
        assert _error(await browser.come_back("x" * 43)) == "SIGN_IN_EXPIRED"
        assert _error(await browser.http.get("/auth/callback")) == "SIGN_IN_EXPIRED"

    async def test_denied(self, browser: Browser, provider: LyingProvider) -> None:
        state = await browser.begin(provider)
        answer = await browser.http.get(
            "/auth/callback", params={"state": state, "error": "access_denied"}
        )
        assert _error(answer) == "SIGN_IN_DENIED"

    async def test_answer_of_another_provider(
        self, browser: Browser, provider: LyingProvider
    ) -> None:
        state = await browser.begin(provider)
        answer = await browser.come_back(state, iss="https://evil.example")
        assert _error(answer) == "IDENTITY_NOT_PROVEN"

    async def test_provider_lost_meanwhile(self, browser: Browser, provider: LyingProvider) -> None:
        state = await browser.begin(provider)
        provider.is_away = True
        assert _error(await browser.come_back(state)) == "IDENTITY_PROVIDER_UNAVAILABLE"

    async def test_takes_the_place_of_a_former_session(
        self, browser: Browser, provider: LyingProvider
    ) -> None:
        """A session that somebody has planted in the browser does not become the passenger's."""
        await browser.sign_in(provider)
        former = browser.http.cookies["session"]
        provider.claims["sub"] = "subject-2"
        await browser.sign_in(provider)
        assert browser.http.cookies["session"] != former
        header = {"Authorization": f"Bearer {former}"}
        assert (await browser.http.get("/auth/me", headers=header)).status_code == 401


def _foreign_key(provider: LyingProvider) -> None:
    provider.signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _public_key_as_secret(provider: LyingProvider) -> None:
    """The classic confusion: an HMAC whose secret is the public key that everybody knows."""
    pem = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    header = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":"first"}')
    payload = provider.make_token().split(".")[1].encode()
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signed = header + b"." + payload
    mac = jwt.utils.base64url_encode(signature.sign(signed, pem))
    provider.token = (signed + b"." + mac).decode()


def _claims(**changes: Any) -> Callable[[LyingProvider], None]:
    def change(provider: LyingProvider) -> None:
        provider.token = provider.make_token(**changes)

    return change


def _unsigned(provider: LyingProvider) -> None:
    provider.token = provider.unsigned()


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(_foreign_key, id="foreign key"),
        pytest.param(_public_key_as_secret, id="public key as secret"),
        pytest.param(_unsigned, id="alg none"),
        pytest.param(_claims(iss="https://evil.example"), id="another issuer"),
        pytest.param(_claims(aud="another_client"), id="for another client"),
        pytest.param(_claims(azp="another_client"), id="got by another client"),
        pytest.param(_claims(nonce="another"), id="of another sign-in"),
        pytest.param(_claims(nonce=None), id="without a nonce"),
        pytest.param(_claims(exp=int(time.time()) - 3600), id="expired"),
        pytest.param(_claims(exp=None), id="for ever"),
        pytest.param(_claims(iat=int(time.time()) + 3600), id="of the future"),
        pytest.param(_claims(sub=None), id="of nobody"),
        pytest.param(_claims(sub=""), id="of an empty subject"),
        pytest.param(_claims(sub="x" * 256), id="of a subject that is too long"),
        pytest.param(lambda provider: setattr(provider, "token", "rubbish"), id="rubbish"),
    ],
)
async def test_what_proves_nobody(
    browser: Browser,
    provider: LyingProvider,
    session: AsyncSession,
    lie: Callable[[LyingProvider], None],
) -> None:
    state = await browser.begin(provider)
    lie(provider)
    assert _error(await browser.come_back(state)) == "IDENTITY_NOT_PROVEN"
    assert "session" not in browser.http.cookies
    assert await session.scalar(select(func.count()).select_from(User)) == 0


async def test_a_new_key_of_the_provider(
    browser: Browser, provider: LyingProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await browser.sign_in(provider)
    monkeypatch.setattr("app.sign_in.keys._AGAIN_SECONDS", -1)
    provider.key_id = f"{KEY_ID}-next"
    answer = await browser.sign_in(provider)
    assert answer.headers["location"] == "/tickets"


async def test_made_up_keys_are_not_looked_up_each_time(
    browser: Browser, provider: LyingProvider
) -> None:
    await browser.sign_in(provider)
    provider.key_id = "made-up"
    for _ in range(3):
        await browser.sign_in(provider)
    assert provider.asked.count("/jwks") == 1
