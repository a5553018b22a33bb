"""The record over HTTP; its filters and files are tested with base_server's, whose routes are the
same."""

import json

import httpx

Headers = dict[str, str]
STORE = {"name": "Bar", "description": "", "store_type": "SHOP"}


async def test_it_tells_who_opened_a_store(client: httpx.AsyncClient, admin: Headers) -> None:
    made = (await client.post("/admin/store", headers=admin, json=STORE)).json()
    params = {"subject_kind": "stores", "subject_id": made["id"]}
    (entry,) = (await client.get("/admin/audit", headers=admin, params=params)).json()["items"]
    assert (entry["action"], entry["caller_kind"]) == ("stores.created", "engineer")
    assert entry["changes"]["after"]["preparation_minutes"] == 15


async def test_it_is_given_away_as_a_file(client: httpx.AsyncClient, admin: Headers) -> None:
    await client.post("/admin/store", headers=admin, json=STORE)
    params = {"format": "jsonl"}
    answer = await client.get("/admin/audit/export", headers=admin, params=params)
    (line,) = map(json.loads, answer.text.splitlines())
    assert (line["action"], len(line["hash"])) == ("stores.created", 64)
