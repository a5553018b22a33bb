"""The servers' OpenAPI documents, as they lie in the checkout: what an operation asks for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.api.schemas import Schema, choices, properties, resolved, shape_of, without_null

_ROOT = Path(__file__).resolve().parents[3]
# They belong to a page, and pages are turned for the user.
_PAGING = frozenset({"page", "size", "cursor"})


class Where(StrEnum):
    PATH = "path"
    QUERY = "query"
    BODY = "body"


@dataclass(frozen=True)
class Field:
    """One thing that an operation wants to know. `choices` are all that it may be; a `structure`
    is given as JSON."""

    name: str
    where: Where
    type: str
    is_required: bool
    description: str = ""
    choices: tuple[str, ...] = ()
    is_list: bool = False
    is_structure: bool = False


@dataclass(frozen=True)
class Operation:
    server: str
    method: str
    path: str
    summary: str
    fields: tuple[Field, ...] = ()
    # Whether the answer comes in pages.
    is_list: bool = False
    # Whether it may be repeated with a key.
    takes_key: bool = False
    # Media types of a body that is a file, and no fields.
    file_types: tuple[str, ...] = ()
    # Names of the fields that the answer shows.
    shows: frozenset[str] = field(default_factory=frozenset)
    # Whether the answer are events, for as long as somebody listens.
    is_stream: bool = False

    @property
    def url(self) -> str:
        return f"/{self.server}_api{self.path}"


def servers() -> list[str]:
    """All that have a document."""
    return sorted(
        file.parent.name.removesuffix("_server") for file in _ROOT.glob("*_server/openapi.json")
    )


@cache
def operations(server: str) -> dict[str, Operation]:
    """By their ids, which are the names of the functions that answer them."""
    document = _document(server)
    found = {}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            operation = _operation(server, method.upper(), path, described, document)
            found[described["operationId"]] = operation
    return found


@cache
def _document(server: str) -> Schema:
    file = _ROOT / f"{server}_server" / "openapi.json"
    document: Schema = json.loads(file.read_text(encoding="utf-8"))
    return document


def _operation(server: str, method: str, path: str, described: Schema, doc: Schema) -> Operation:
    parameters = described.get("parameters", [])
    bodies = described.get("requestBody", {}).get("content", {})
    fields = [*_parameters(parameters, doc)]
    if "application/json" in bodies:
        fields += _body_fields(bodies["application/json"]["schema"], doc)
    shown = _shown(described, doc)
    is_list = "next_cursor" in shown
    return Operation(
        server=server,
        method=method,
        path=path,
        summary=described.get("summary", ""),
        fields=tuple(fields),
        is_list=is_list,
        takes_key=any(one["name"] == "Idempotency-Key" for one in parameters),
        file_types=tuple(one for one in bodies if one != "application/json"),
        shows=frozenset(properties(shown["items"]["items"], doc) if is_list else shown),
        is_stream=any("text/event-stream" in one for one in _contents(described)),
    )


def _parameters(parameters: list[Schema], doc: Schema) -> Iterator[Field]:
    for one in parameters:
        if one["in"] in {"path", "query"} and one["name"] not in _PAGING:
            schema = {"description": one.get("description", ""), **one["schema"]}
            yield _field(one["name"], Where(one["in"]), schema, doc, one.get("required", False))


def _body_fields(schema: Schema, doc: Schema) -> Iterator[Field]:
    """Of an object. Where there are several forms of it, whatever one of them asks for is optional
    unless all do, and a word that tells them apart has all their values."""
    forms = [resolved(one, doc) for one in schema.get("oneOf") or without_null(schema)]
    names = dict.fromkeys(name for form in forms for name in form.get("properties", {}))
    for name in names:
        given = [form["properties"][name] for form in forms if name in form.get("properties", {})]
        is_required = all(name in form.get("required", ()) for form in forms)
        forms_of = [_field(name, Where.BODY, one, doc, is_required) for one in given]
        values = dict.fromkeys(value for one in forms_of for value in one.choices)
        about = forms_of[0].description if len(forms_of) == 1 else given[0].get("description", "")
        if forms_of[0].is_structure:
            shapes = dict.fromkeys(shape for one in given if (shape := shape_of(one, doc)))
            about = f"{about} JSON: {' or '.join(shapes)}".strip()
        yield replace(forms_of[0], choices=tuple(values), description=about)


def _field(name: str, where: Where, schema: Schema, doc: Schema, is_required: bool) -> Field:
    plain = resolved(without_null(schema)[0], doc)
    is_list = plain.get("type") == "array"
    inner = resolved(plain.get("items", {}), doc) if is_list else plain
    is_structure = inner.get("type") not in {"string", "integer", "number", "boolean"}
    return Field(
        name=name,
        where=where,
        type="string" if is_structure else inner["type"],
        is_required=is_required,
        description=schema.get("description") or plain.get("description") or "",
        choices=choices(plain.get("items", {}) if is_list else schema, doc),
        is_list=is_list and not is_structure,
        is_structure=is_structure,
    )


def _shown(described: Schema, doc: Schema) -> Schema:
    """The properties of a good answer."""
    for content in _contents(described):
        return properties(content.get("application/json", {}).get("schema", {}), doc)
    return {}


def _contents(described: Schema) -> Iterator[Schema]:
    """Of good answers, by media type."""
    for status, answer in described["responses"].items():
        if status.startswith("2"):
            yield answer.get("content", {})
