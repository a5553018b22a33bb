"""Failures on the wire."""

import httpx
import pytest
from service_kit.testing.plugin import SignIn


async def test_a_bug_is_a_problem_without_its_details(client: httpx.AsyncClient) -> None:
    answer = await client.get("/bug")
    assert answer.status_code == 500
    assert answer.json()["code"] == "INTERNAL_ERROR"
    assert "secret" not in answer.text


async def test_a_body_that_is_no_json_is_a_validation_error(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    headers = {**await sign_in("engineer", privileges=1), "Content-Type": "application/json"}
    answer = await client.post("/notes", content=b"{nonsense", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["code"] == "VALIDATION_ERROR"


async def test_validation_names_the_place_but_not_the_input(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    body = {"text": "my password" * 10}
    answer = await client.post("/notes", json=body, headers=await sign_in("engineer", privileges=1))
    assert answer.json()["errors"][0]["loc"] == ["body", "text"]
    assert "my password" not in answer.text


async def test_control_characters_are_refused(client: httpx.AsyncClient, sign_in: SignIn) -> None:
    headers = await sign_in("engineer", privileges=1)
    answer = await client.post("/notes", json={"text": "nul \u0000"}, headers=headers)
    assert answer.status_code == 422


async def test_a_body_over_the_limit_is_refused(client: httpx.AsyncClient, sign_in: SignIn) -> None:
    headers = {**await sign_in("engineer", privileges=1), "Content-Type": "application/json"}
    answer = await client.post("/notes", content=b" " * (1024 * 1024 + 1), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["code"] == "BODY_TOO_LARGE"


async def test_anybody_may_send_little(client: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await client.post("/deadlock", content=b" " * (16 * 1024 + 1), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize("url", ["/deadlock", "/farewell"])
async def test_what_the_database_does_in_passing_is_an_outage(
    client: httpx.AsyncClient, url: str
) -> None:
    answer = await client.post(url)
    assert (answer.status_code, answer.json()["code"]) == (503, "UNAVAILABLE")
    assert answer.headers["retry-after"]


@pytest.mark.parametrize("url", ["/healthz?x=%00", "/notes/%00"])
async def test_an_address_with_a_nul_is_a_validation_error(
    client: httpx.AsyncClient, url: str
) -> None:
    answer = await client.get(url)
    assert (answer.status_code, answer.json()["code"]) == (422, "VALIDATION_ERROR")
    assert answer.headers["x-request-id"]
