"""A repeated write happens once."""

import asyncio
from uuid import uuid4

import httpx
from service_kit.testing.plugin import SignIn


async def _notes(client: httpx.AsyncClient, headers: dict[str, str]) -> int:
    total: int = (await client.get("/notes", headers=headers)).json()["total"]
    return total


async def test_the_same_key_and_body_get_the_same_answer(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    headers = {**await sign_in("engineer", privileges=1), "Idempotency-Key": "k1"}
    first = await client.post("/notes", json={"text": "once"}, headers=headers)
    second = await client.post("/notes", json={"text": "once"}, headers=headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert await _notes(client, headers) == 1


async def test_another_body_under_the_same_key_is_a_conflict(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    headers = {**await sign_in("engineer", privileges=1), "Idempotency-Key": "k2"}
    await client.post("/notes", json={"text": "one"}, headers=headers)
    answer = await client.post("/notes", json={"text": "two"}, headers=headers)
    assert answer.status_code == 409
    assert answer.json()["code"] == "IDEMPOTENCY_CONFLICT"


async def test_another_caller_never_sees_the_answer_of_a_key(
    client: httpx.AsyncClient, sign_in: SignIn
) -> None:
    mine, theirs = [{**await sign_in("engineer", privileges=1)} for _ in range(2)]
    key = {"Idempotency-Key": "k3"}
    first = await client.post("/notes", json={"text": "x"}, headers=mine | key)
    second = await client.post("/notes", json={"text": "x"}, headers=theirs | key)
    assert first.json()["id"] != second.json()["id"]


async def test_eight_at_once_write_one(client: httpx.AsyncClient, sign_in: SignIn) -> None:
    headers = {**await sign_in("engineer", privileges=1), "Idempotency-Key": uuid4().hex}
    body = {"text": "raced", "pause": 0.05}
    answers = await asyncio.gather(
        *(client.post("/notes", json=body, headers=headers) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await _notes(client, headers) == 1
