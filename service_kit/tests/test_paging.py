"""Pages by number and by cursor."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.paging import PageQuery, counting, paginate
from service_kit.testing.plugin import SignIn
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from tests.sample import Note


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
    monkeypatch.setattr(counting, "EXACT_COUNT_LIMIT", 3)
    page = (await client.get("/notes?size=4", headers=headers)).json()
    assert page["total_is_estimate"]
    assert page["total"] > 3
    assert len(page["items"]) == 4


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


async def test_a_deep_page_is_as_right_as_a_near_one(
    client: httpx.AsyncClient, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    near = (await client.get("/notes?page=2&size=2", headers=headers)).json()
    monkeypatch.setattr("service_kit.paging.listing.DEEP_OFFSET", 1)
    deep = (await client.get("/notes?page=2&size=2", headers=headers)).json()
    assert [item["text"] for item in deep["items"]] == ["2", "1"]
    assert deep == near


@pytest.mark.parametrize(
    "query",
    ["page=1&size=5", "page=3&size=2", "page=2&size=2", "page=9&size=2"],
)
async def test_every_page_knows_the_total(
    client: httpx.AsyncClient, headers: dict[str, str], query: str
) -> None:
    page = (await client.get(f"/notes?{query}", headers=headers)).json()
    assert (page["total"], page["total_is_estimate"]) == (5, False)


async def test_beyond_the_limit_the_total_is_an_estimate(
    app: FastAPI,
    client: httpx.AsyncClient,
    headers: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with components_of(app).get(Database).session() as session:
        await session.execute(text("ANALYZE notes"))
        await session.commit()
    monkeypatch.setattr("service_kit.paging.counting.TRUSTED_ESTIMATE", 2)
    page = (await client.get("/notes?size=2", headers=headers)).json()
    assert (page["total"], page["total_is_estimate"]) == (5, True)
    # Who has come to the end of a list knows how long it is, and so does who went too far.
    for query in ("page=3&size=2", "page=9&size=2"):
        page = (await client.get(f"/notes?{query}", headers=headers)).json()
        assert (page["total"], page["total_is_estimate"]) == (5, False)


@pytest.fixture
async def notes(app: FastAPI, headers: dict[str, str]) -> AsyncIterator[AsyncSession]:
    """Five of them, with statistics."""
    async with components_of(app).get(Database).session() as session:
        await session.execute(text("ANALYZE notes"))
        yield session


SOME = select(Note).where(Note.text > "0", Note.text < "4")


@pytest.mark.parametrize("page", [PageQuery(1, 2), PageQuery(2, 2), PageQuery(7, 2)])
async def test_conditions_that_seldom_meet_are_found_like_any(
    notes: AsyncSession, monkeypatch: pytest.MonkeyPatch, page: PageQuery
) -> None:
    by_keys = await paginate(notes, SOME, Note, page, lambda note: note.text)
    monkeypatch.setattr("service_kit.paging.listing.FEW_ROWS", -1)
    assert by_keys == await paginate(notes, SOME, Note, page, lambda note: note.text)


async def test_conditions_that_seldom_meet_after_a_cursor(notes: AsyncSession) -> None:
    first = await paginate(notes, SOME, Note, PageQuery(1, 2), lambda note: note.text)
    rest = PageQuery(1, 2, first.next_cursor)
    second = await paginate(notes, SOME, Note, rest, lambda note: note.text)
    assert (first.items, second.items, second.next_cursor) == (["3", "2"], ["1"], None)


async def test_what_costs_much_to_count_is_estimated(
    notes: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.paging.counting.COSTLY", 0)
    page = await paginate(notes, SOME, Note, PageQuery(1, 2), lambda note: note.text)
    assert page.total_is_estimate
    assert page.total >= 3


async def test_a_short_list_is_counted_without_asking_the_planner(
    notes: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(counting, "expect")
    one = PageQuery(1, 2)
    page = await paginate(notes, SOME, Note, one, lambda note: note.text, is_short=True)
    assert (page.items, page.total, page.total_is_estimate) == (["3", "2"], 3, False)
