"""How long a credential of a service is shown, and believed."""

import asyncio
import time

import jwt
import pytest
from pydantic import SecretStr
from service_kit.http_client import ServiceAuthenticator
from service_kit.http_client.credentials import ALGORITHM, Credential, issue_credential

SECRET = SecretStr("a-secret-for-tests-of-32-characters")
NOW = 1_800_000_000.0


@pytest.fixture
def authenticator() -> ServiceAuthenticator:
    return ServiceAuthenticator(audience="base", secret=SECRET)


async def test_what_was_believed_once_is_not_believed_after_its_time(
    authenticator: ServiceAuthenticator,
) -> None:
    # Two seconds: the one at hand may be about to end.
    now = int(time.time()) + 1
    claims = {"iss": "store", "aud": "base", "iat": now - 1, "exp": now + 1}
    credential = jwt.encode(claims, SECRET.get_secret_value(), ALGORITHM)
    assert await authenticator.authenticate(credential) is not None
    while time.time() < now + 1:
        await asyncio.sleep(0.1)
    assert await authenticator.authenticate(credential) is None


async def test_what_was_refused_is_not_believed_later(authenticator: ServiceAuthenticator) -> None:
    stranger = issue_credential(caller="store", audience="base", secret=SecretStr("x" * 32))
    assert [await authenticator.authenticate(stranger) for _ in range(2)] == [None, None]


def test_one_signature_serves_for_less_than_half_of_its_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    credential = Credential(caller="store", audience="base", secret=SECRET)
    shown = []
    for seconds in (0, 15, 25, 60, -600):
        monkeypatch.setattr(time, "time", lambda at=NOW + seconds: at)
        shown.append(credential.show())
    assert shown[0] == shown[1]
    assert len(set(shown)) == 4
