"""The table of words against the servers' own documents."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from app.api import commands
from app.api.commands import group_of
from app.api.documents import Field, Operation, Where, operations, servers
from app.api.resources import RESOURCES
from app.api.words import Verb
from app.caller import Request

GROUPS = {group.name: group for group in RESOURCES}
VERBS = {f"{group.name} {verb.name}": verb for group in RESOURCES for verb in group.verbs}
LISTS = {words: verb for words, verb in VERBS.items() if verb.columns}
# What staff may do; the rest is for devices, passengers and other servers.
OF_STAFF = ("/admin/", "/monitoring/")
# Pages are turned, keys made and lost connections taken up without being asked.
TURNED_BY_ITSELF = {
    *(("query", name) for name in ("page", "size", "cursor")),
    ("header", "Idempotency-Key"),
    ("header", "last-event-id"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS.keys())
def test_word_means_something_that_there_is(verb: Verb) -> None:
    operation = operations(verb.server)[verb.operation]
    names = {field.name for field in operation.fields}
    assert set(verb.names) | set(verb.fixed) | verb.files | set(verb.today) <= names


@pytest.mark.parametrize("verb", LISTS.values(), ids=LISTS.keys())
def test_columns_are_what_the_list_shows(verb: Verb) -> None:
    operation = operations(verb.server)[verb.operation]
    assert operation.is_list
    assert {column.partition(".")[0] for column in verb.columns.split()} <= operation.shows


def test_whole_administration_is_there() -> None:
    """What the API grows, the console must not lack."""
    known = {(verb.server, verb.operation) for one in RESOURCES for verb in one.verbs}
    wanted = {
        (server, name)
        for server in servers()
        for name, operation in operations(server).items()
        if operation.path.startswith(OF_STAFF)
    }
    assert {server for server, _ in wanted} == {"base", "store"}
    assert wanted - known == set()
    assert known - wanted == set()


def test_every_server_has_been_read() -> None:
    assert {"base", "face", "store"} <= set(servers())


@pytest.mark.parametrize("words", VERBS)
def test_all_that_the_document_names_arrives(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filters, sorting, languages, dry runs: whatever an operation takes can be typed."""
    verb = VERBS[words]
    operation = operations(verb.server)[verb.operation]
    call = _typed(words, _arguments(verb, operation, tmp_path), monkeypatch).as_call()
    assert call.method == operation.method
    assert "{" not in call.path
    assert call.path.count("/") == operation.url.count("/")
    assert set(call.query or {}) == _names(operation, Where.QUERY)
    body = call.body if isinstance(call.body, dict) else {}
    assert set(body) == _names(operation, Where.BODY)
    assert (call.key is not None) == operation.takes_key
    assert (call.content is not None) == bool(operation.file_types)


@pytest.mark.parametrize("server", servers())
def test_nothing_that_a_document_names_is_overlooked(server: str) -> None:
    """By the document itself, however the console reads it."""
    file = Path(__file__).parents[3] / f"{server}_server" / "openapi.json"
    for path, methods in json.loads(file.read_text("utf-8"))["paths"].items():
        for described in methods.values():
            if not path.startswith(OF_STAFF):
                continue
            fields = operations(server)[described["operationId"]].fields
            named = {(one["in"], one["name"]) for one in described.get("parameters", [])}
            read = {(one.where.value, one.name) for one in fields}
            assert named - read <= TURNED_BY_ITSELF
            has_body = "application/json" in described.get("requestBody", {}).get("content", {})
            assert any(one.where is Where.BODY for one in fields) == has_body


def test_words_of_a_group_are_unique() -> None:
    for resource in RESOURCES:
        names = [verb.name for verb in resource.verbs]
        assert len(set(names)) == len(names)


def test_structures_show_what_they_look_like() -> None:
    structures = [
        field
        for verb in VERBS.values()
        for field in operations(verb.server)[verb.operation].fields
        if field.is_structure
    ]
    assert structures
    assert all(
        json.loads(one.description.partition("JSON: ")[2].split(" or ")[0]) for one in structures
    )


def _typed(words: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> Request:
    """What would be asked of the platform."""
    asked: list[Request] = []

    async def ask(_url: str, _verb: Verb, request: Request, _given: dict[str, Any]) -> None:
        asked.append(request)

    monkeypatch.setattr(commands, "_ask", ask)
    group, word = words.split()
    command = typer.main.get_command(group_of(GROUPS[group]))
    command([word, *arguments], obj="http://here", standalone_mode=False)
    return asked[0]


def _arguments(verb: Verb, operation: Operation, folder: Path) -> list[str]:
    arguments = ["--yes"] if verb.asks else []
    file = folder / "given.bin"
    file.write_bytes(b"x")
    if operation.file_types:
        arguments += ["--file", str(file)]
    for field in operation.fields:
        word = verb.names.get(field.name, field.name).replace("_", "-")
        if field.name in verb.fixed:
            continue
        if field.where is Where.PATH:
            # Ids stand in their order; a choice is one of those that there are.
            arguments.append(next(iter(field.choices), field.name))
        elif field.type == "boolean":
            arguments.append(f"--{word}")
        else:
            arguments += [f"--{word}", str(file) if field.name in verb.files else _value(field)]
    return arguments


def _value(field: Field) -> str:
    if field.choices:
        return field.choices[0]
    if field.is_structure:
        return '{"a": "b"}'
    return "1"


def _names(operation: Operation, where: Where) -> set[str]:
    return {field.name for field in operation.fields if field.where is where}
