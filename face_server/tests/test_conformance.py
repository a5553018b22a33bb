"""The rules that all servers keep, those about callers in the form they have here.

face_server knows no sessions: whoever is not a service is nobody, so 401 rather than 403.
"""

import time
from typing import Any
from uuid import uuid4

import httpx
import jwt
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pydantic import SecretStr
from schemathesis.generation.modes import GenerationMode
from service_kit.testing.conformance import (  # noqa: F401 - pytest collects them here
    test_answers_carry_security_headers,
    test_every_guarded_route_refuses_a_made_up_token,
    test_every_guarded_route_refuses_anonymous,
    test_metrics_count_by_route_template,
    test_openapi_document_is_up_to_date,
    test_ready_names_every_dependency,
    test_request_id_is_taken_over_and_returned,
    test_rubbish_request_id_is_replaced,
    test_unknown_path_is_a_problem,
    test_wrong_method_is_a_problem,
)

from app.config import Settings
from tests.conftest import credential_headers

SUBJECT = uuid4()
ROUTES = [
    ("PUT", f"/faces/{SUBJECT}"),
    ("GET", f"/faces/{SUBJECT}"),
    ("DELETE", f"/faces/{SUBJECT}"),
    ("POST", "/faces/search"),
    ("POST", "/faces/verify"),
    ("POST", "/faces/detect"),
    ("POST", "/faces/liveness"),
    ("GET", "/faces/evaluate"),
]


def signed(settings: Settings, **changes: object) -> dict[str, str]:
    now = int(time.time())
    claims = {"iss": "base", "aud": "face", "iat": now, "exp": now + 60, **changes}
    secret = settings.internal.secret.get_secret_value()
    return {"Authorization": f"Bearer {jwt.encode(claims, secret, 'HS256')}"}


@pytest.mark.parametrize(("method", "path"), ROUTES)
class TestCallersThatAreNoServiceForThisOne:
    async def test_credential_for_another_service(
        self, client: httpx.AsyncClient, settings: Settings, method: str, path: str
    ) -> None:
        headers = credential_headers(settings.internal.secret, audience="store")
        answer = await client.request(method, path, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHENTICATED")

    async def test_credential_of_another_secret(
        self, client: httpx.AsyncClient, method: str, path: str
    ) -> None:
        headers = credential_headers(SecretStr("the-secret-of-another-service-entirely"))
        assert (await client.request(method, path, headers=headers)).status_code == 401

    async def test_expired_credential(
        self, client: httpx.AsyncClient, settings: Settings, method: str, path: str
    ) -> None:
        headers = signed(settings, exp=int(time.time()) - 1)
        assert (await client.request(method, path, headers=headers)).status_code == 401

    async def test_unsigned_credential(
        self, client: httpx.AsyncClient, method: str, path: str
    ) -> None:
        now = int(time.time())
        claims = {"iss": "base", "aud": "face", "iat": now, "exp": now + 60}
        headers = {"Authorization": f"Bearer {jwt.encode(claims, '', 'none')}"}
        assert (await client.request(method, path, headers=headers)).status_code == 401

    async def test_a_sessions_token(
        self, client: httpx.AsyncClient, method: str, path: str
    ) -> None:
        headers = {"Authorization": f"Bearer {uuid4().hex}{uuid4().hex}"}
        assert (await client.request(method, path, headers=headers)).status_code == 401

    async def test_the_right_credential_passes(
        self, client: httpx.AsyncClient, settings: Settings, method: str, path: str
    ) -> None:
        answer = await client.request(method, path, headers=signed(settings))
        assert answer.status_code in {200, 201, 422}


def test_these_are_all_routes(app: FastAPI) -> None:
    documented = [
        (method.upper(), path.replace("{subject_id}", str(SUBJECT)))
        for path, operations in app.openapi()["paths"].items()
        for method in operations
        if path.startswith("/faces")
    ]
    assert sorted(documented) == sorted(ROUTES)


async def test_ready_names_chroma_and_the_engine(client: httpx.AsyncClient) -> None:
    dependencies = (await client.get("/readyz")).json()["dependencies"]
    assert dependencies["chroma"] == {"status": "OK", "required": True}
    assert dependencies["face_engine"] == {"status": "OK", "required": True}


async def test_a_body_over_the_limit_is_refused(
    service: httpx.AsyncClient, settings: Settings
) -> None:
    body = {"image": "A" * settings.max_body_bytes}
    answer = await service.post("/faces/detect", json=body)
    assert answer.status_code == 413


@pytest.mark.parametrize("body", [b"", b"{", b"[1,", b'"' * 100, b"\xff\xfe"])
async def test_no_json_is_a_validation_error(service: httpx.AsyncClient, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await service.post("/faces/detect", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")


@pytest.fixture(scope="session")
def cases(app: FastAPI) -> dict[GenerationMode, st.SearchStrategy[Any]]:
    schema = schemathesis.openapi.from_dict(app.openapi())
    return {mode: schema.as_strategy(generation_mode=mode) for mode in GenerationMode}


@examples(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_input_meets_a_bug(
    cases: dict[GenerationMode, st.SearchStrategy[Any]],
    service: httpx.AsyncClient,
    data: st.DataObject,
) -> None:
    """Whatever the document allows or forbids is sent by a service; nothing is a 5xx."""
    case = data.draw(cases[data.draw(st.sampled_from(GenerationMode))])
    headers = {"Authorization": service.headers["Authorization"]}
    answer = await service.request(
        **case.as_transport_kwargs(base_url="http://service", headers=headers)
    )
    assert answer.status_code < 500, answer.text
    is_told = str(answer.status_code) in case.operation.definition.raw["responses"]
    assert is_told or answer.json()["code"] in {"NOT_FOUND", "METHOD_NOT_ALLOWED"}, answer.text
