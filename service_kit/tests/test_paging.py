"""Pages by number and by cursor."""

import httpx
import pytest
from service_kit import paging
from service_kit.testing.plugin import SignIn


@pytest.fixture
async def headers(client: httpx.AsyncClient, sign_in: SignIn) -> dict[str, str]:
    headers = await sign_in("engineer", privileges=1)
    for number in range(5):
        await client.post("/notes", json={"text": str(number)}, headers=headers)
    return headers


async def test_the_newest_comes_first(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    page = (await client.get("/notes?page=1&size=2", headers=headers)).json()
    assert [item["text"] for item in page["items"]] == ["4", "3"]
    assert (page["total"], page["total_is_estimate"], page["page"], page["size"]) == (
        5,
        False,
        1,
        2,
    )


async def test_the_cursor_walks_through_everything_once(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = (await client.get(f"/notes?size=2&cursor={cursor}", headers=headers)).json()
        seen += [item["text"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert seen == ["4", "3", "2", "1", "0"]


async def test_a_long_list_tells_an_estimate(
    client: httpx.AsyncClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "EXACT_COUNT_LIMIT", 3)
    page = (await client.get("/notes", headers=headers)).json()
    assert page["total_is_estimate"]
    assert page["total"] > 3
    assert len(page["items"]) == 5


async def test_a_made_up_cursor_is_refused(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await client.get("/notes?cursor=rubbish", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["code"] == "BAD_CURSOR"


@pytest.mark.parametrize("query", ["page=0", "size=0", "size=101", "page=x"])
async def test_impossible_pages_are_refused(
    client: httpx.AsyncClient, headers: dict[str, str], query: str
) -> None:
    assert (await client.get(f"/notes?{query}", headers=headers)).status_code == 422
