"""That each list is sorted as its OpenAPI document says it can be."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

Item = dict[str, Any]
# What is sorted by, of an item as it is answered.
Key = Callable[[Item], Any]


def declared_sorts(openapi_file: Path) -> list[tuple[str, str]]:
    """Each path with each word of its `sort`."""
    document = json.loads(openapi_file.read_text())
    enums = {name: one.get("enum") for name, one in document["components"]["schemas"].items()}
    return [
        (path, word)
        for path, operations in document["paths"].items()
        for parameter in operations.get("get", {}).get("parameters", [])
        if parameter["name"] == "sort"
        for choice in parameter["schema"]["anyOf"]
        for word in enums.get(choice.get("$ref", "").rpartition("/")[2]) or []
    ]


def in_words(text: str) -> str:
    """Russian and English letters stand in the order of their alphabets, but for one."""
    return text.lower().replace("ё", "е")


async def require_sorted(
    client: httpx.AsyncClient,
    headers: Mapping[str, str],
    path: str,
    sort: str,
    keys: Mapping[str, Key],
) -> None:
    """The list goes by `keys`, and what is equal there by age."""
    oldest_first = (await _walked(client, headers, path, {}))[::-1]
    assert len(oldest_first) > 2, "That would be sorted in any order."
    expected = sorted(oldest_first, key=keys[sort.lstrip("-")])
    found = await _walked(client, headers, path, {"sort": sort})
    assert found == (expected[::-1] if sort[0] == "-" else expected)


def by_age(_: Item) -> int:
    return 0


async def _walked(
    client: httpx.AsyncClient, headers: Mapping[str, str], path: str, query: dict[str, str]
) -> list[Item]:
    items: list[Item] = []
    query = {**query, "size": "2"}
    while True:
        answer = await client.get(path, params=query, headers=headers)
        page = answer.raise_for_status().json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items
        query["cursor"] = page["next_cursor"]
