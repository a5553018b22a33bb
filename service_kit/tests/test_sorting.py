"""Lists that are sorted: nothing is lost or doubled, in an order that people expect."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.paging import (
    BadCursor,
    PageQuery,
    begins_with,
    contains_anywhere,
    cursors,
    paginate,
    sorted_pages,
)
from service_kit.testing.plugin import SignIn
from sqlalchemy import delete, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from tests.sample import EPOCH, SORTS, Note

# The alphabets of both languages as dictionaries have them.
LETTERS = " abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя"
# Few of each, so that many are equal.
TEXTS = st.sampled_from(["Анна", "анна", "Ёлка", "елка", "Жанна", "Émile", "emil", "Zoe", "яна"])
TIMES = st.none() | st.sampled_from([datetime(1960, 1, 1, tzinfo=UTC), datetime.now(UTC)])
ROWS = st.lists(st.tuples(TEXTS, TIMES), max_size=12)
MOST_PAGES = 20
SORT_WORDS = [sign + word for word in SORTS for sign in ("", "-")]


@pytest.fixture
async def session(app: FastAPI) -> AsyncIterator[AsyncSession]:
    async with components_of(app).get(Database).session() as session:
        yield session


async def page_query(
    sort: str | None, size: int, page: int = 1, cursor: str | None = None
) -> PageQuery:
    return await sorted_pages("Sort", SORTS)(PageQuery(page, size, cursor), sort)


async def fill(session: AsyncSession, rows: Sequence[tuple[str, datetime | None]]) -> list[Note]:
    """In the order of their making; each has a key of its own, and several may be equal."""
    await session.execute(delete(Note))
    notes = []
    for text, filed_at in rows:
        notes.append(Note(text=text, filed_at=filed_at))
        session.add(notes[-1])
        await session.flush()
    return notes


def plain(text: str) -> list[int]:
    """Places in the dictionary."""
    return [LETTERS.index(one) for one in text.lower().replace("ё", "е").replace("é", "e")]


def expected(notes: list[Note], sort: str | None) -> list[str]:
    keys: dict[str, Any] = {
        "created": lambda note: note.id,
        "text": lambda note: (plain(note.text), note.id),
        "filed": lambda note: (note.filed_at or EPOCH, note.id),
    }
    word = sort or "-created"
    in_order = sorted(notes, key=keys[word.lstrip("-")], reverse=word[0] == "-")
    return [str(note.id) for note in in_order]


async def walked(session: AsyncSession, sort: str | None, size: int, *, by_page: bool) -> list[str]:
    found: list[str] = []
    page, cursor = 1, None
    # A list that began anew would never end.
    while page <= MOST_PAGES:
        query = await page_query(sort, size, page, cursor)
        answer = await paginate(session, select(Note), Note, query, lambda note: str(note.id))
        found += answer.items
        if answer.next_cursor is None:
            return found
        page, cursor = page + 1, None if by_page else answer.next_cursor
    return found


@given(
    rows=ROWS,
    sort=st.none() | st.sampled_from(SORT_WORDS),
    size=st.integers(1, 5),
    by_page=st.booleans(),
    deep=st.sampled_from([0, 1_000]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_row_comes_once_and_in_order(
    session: AsyncSession,
    rows: list[tuple[str, datetime | None]],
    sort: str | None,
    size: int,
    by_page: bool,
    deep: int,
) -> None:
    notes = await fill(session, rows)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("service_kit.paging.listing.DEEP_OFFSET", deep)
        found = await walked(session, sort, size, by_page=by_page)
    assert found == expected(notes, sort)


@pytest.mark.parametrize("sort", SORT_WORDS)
async def test_conditions_that_seldom_meet_are_sorted_too(session: AsyncSession, sort: str) -> None:
    notes = await fill(session, [("b", None), ("a", EPOCH), ("a", None), ("z", None)])
    some = select(Note).where(Note.text < "c", Note.text > "")
    first = await paginate(session, some, Note, await page_query(sort, 2), lambda one: str(one.id))
    rest = await page_query(sort, 2, cursor=first.next_cursor)
    second = await paginate(session, some, Note, rest, lambda one: str(one.id))
    assert first.items + second.items == expected(notes[:3], sort)


class TestTheOrderOfWords:
    async def test_is_the_one_of_dictionaries(self, session: AsyncSession) -> None:
        words = ["anna", "Émile", "Zoe", "Анна", "Ёж", "Елена", "Жанна", "Иван", "Йод", "Яна"]
        # One letter of two characters.
        words[8] = "И\N{COMBINING BREVE}од"
        await fill(session, [(word, None) for word in reversed(words)])
        query = await page_query("text", 50)
        found = await paginate(session, select(Note), Note, query, lambda note: note.text)
        assert found.items == ["anna", *words[1:4], "Ёж", "Елена", *words[6:]]

    @pytest.mark.parametrize(
        ("prefix", "found"),
        [
            ("ЁЛ", ["Елка", "ёлка"]),
            ("ел", ["Елка", "ёлка"]),
            ("é%", ["e%_"]),
            ("e%_", ["e%_"]),
            ("e_", []),
            ("\\", []),
            ("и", []),
        ],
    )
    async def test_is_searched_by_the_beginning(
        self, session: AsyncSession, prefix: str, found: list[str]
    ) -> None:
        await fill(session, [("Елка", None), ("ёлка", None), ("e%_", None), ("йод", None)])
        query = select(Note.text).where(begins_with(Note.text_key, prefix)).order_by(Note.id)
        assert list(await session.scalars(query)) == found

    @pytest.mark.parametrize(
        ("part", "is_found"),
        [("лоч", True), ("ЁЛО", True), ('"x', True), ("e%_", True), ("e_", False), ("ru", False)],
    )
    async def test_is_found_anywhere_in_a_document(
        self, session: AsyncSession, part: str, is_found: bool
    ) -> None:
        document = literal({"ru": {"name": "Ёлочка"}, "en": {"name": 'a "x" e%_'}}, JSONB)
        found = select(contains_anywhere(document, "$.*.name", part))
        assert await session.scalar(found) is is_found


class TestASortOverHttp:
    @pytest.fixture
    async def headers(self, client: httpx.AsyncClient, sign_in: SignIn) -> dict[str, str]:
        headers = await sign_in("engineer", privileges=1)
        for text in ("b", "C", "a"):
            await client.post("/notes", json={"text": text}, headers=headers)
        return headers

    @pytest.mark.parametrize(
        ("query", "texts"),
        [("", "aCb"), ("sort=text", "abC"), ("sort=-text", "Cba"), ("sort=created", "bCa")],
    )
    async def test_is_what_was_asked_for(
        self, client: httpx.AsyncClient, headers: dict[str, str], query: str, texts: str
    ) -> None:
        page = (await client.get(f"/notes?{query}", headers=headers)).json()
        assert [item["text"] for item in page["items"]] == list(texts)

    @pytest.mark.parametrize("sort", ["secret", "--text", "TEXT"])
    async def test_of_another_kind_is_refused(
        self, client: httpx.AsyncClient, headers: dict[str, str], sort: str
    ) -> None:
        answer = await client.get(f"/notes?sort={sort}", headers=headers)
        assert answer.status_code == 422
        assert "-text" in answer.text

    @pytest.mark.parametrize("other", ["", "sort=text", "sort=filed"])
    async def test_has_a_cursor_of_its_own(
        self, client: httpx.AsyncClient, headers: dict[str, str], other: str
    ) -> None:
        page = (await client.get("/notes?size=1&sort=-text", headers=headers)).json()
        cursor = page["next_cursor"]
        answer = await client.get(f"/notes?{other}&cursor={cursor}", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "BAD_CURSOR")

    def test_is_named_by_the_document(self, app: FastAPI) -> None:
        choices = app.openapi()["components"]["schemas"]["NoteSort"]["enum"]
        assert choices == ["created", "-created", "text", "-text", "filed", "-filed"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


@given(
    values=st.lists(
        JSON | st.uuids() | st.datetimes() | st.sampled_from(["a\0", 2**70]), max_size=3
    ),
    sort=st.none() | st.sampled_from(SORT_WORDS),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_made_up_cursor_is_understood_or_refused(
    session: AsyncSession, values: list[Any], sort: str | None
) -> None:
    query = await page_query(sort, 1, cursor=cursors.encode(sort or "", values))
    try:
        page = await paginate(session, select(Note), Note, query, lambda note: note.text)
    except BadCursor:
        return
    assert page.items == []


def test_a_column_that_may_be_null_must_say_where_nulls_belong() -> None:
    with pytest.raises(TypeError, match="nulls_as"):
        sorted_pages("Sort", {"filed": Note.filed_at})
