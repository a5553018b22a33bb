"""Each list that can be sorted, in each of its ways."""

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest
from service_kit.database import Database
from service_kit.testing.sorting import Key, by_age, declared_sorts, in_words, require_sorted

from app.stores.schemas import StoreRead
from tests.factories import create_item, create_store

DECLARED = declared_sorts(Path(__file__).parents[1] / "openapi.json")
WORDS = ("Яблоко", "Ёрш", "tea", "Елец", "Жаркое", "Tea", "ерш")
KEYS: Mapping[str, Mapping[str, Key]] = {
    "/admin/stores": {"name": lambda item: in_words(item["name"]), "created": by_age},
    "/store/items": {
        "name": lambda item: in_words(item["name"]),
        "price": lambda item: item["price_penny"],
        "balance": lambda item: item["balance"],
        "created": by_age,
    },
    "/store/purchases": {"date": by_age},
}


@pytest.fixture
async def rows(
    client: httpx.AsyncClient, database: Database, store: StoreRead, terminal: dict[str, str]
) -> None:
    for place, word in enumerate(WORDS):
        await create_store(database, name=word)
        item = await create_item(
            database, store.id, name=word, price_penny=100 * (place % 3), balance=10 - place % 4
        )
        body = {"items": [{"item_id": str(item.id), "count": 1}]}
        answer = await client.post("/store/purchase", headers=terminal, json=body)
        answer.raise_for_status()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("path", "sort"), DECLARED)
async def test_a_list_is_sorted(
    client: httpx.AsyncClient,
    admin: dict[str, str],
    terminal: dict[str, str],
    path: str,
    sort: str,
) -> None:
    headers = admin if path.startswith("/admin/") else terminal
    await require_sorted(client, headers, path, sort, KEYS[path])


def test_each_declared_sort_is_meant() -> None:
    assert {(path, sort.lstrip("-")) for path, sort in DECLARED} == {
        (path, word) for path, keys in KEYS.items() for word in keys
    }
