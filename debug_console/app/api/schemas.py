"""JSON schemas of an OpenAPI document: what they refer to, and what fits them."""

import json
from typing import Any

Schema = dict[str, Any]
_OF_TYPE = {"string": "…", "integer": 1, "number": 0.5, "boolean": True}


def without_null(schema: Schema) -> list[Schema]:
    """The forms of it that are something."""
    forms = schema.get("anyOf") or [schema]
    return [form for form in forms if form.get("type") != "null"]


def resolved(schema: Schema, doc: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    found: Schema = doc["components"]["schemas"][name]
    return found


def properties(schema: Schema, doc: Schema) -> Schema:
    found: Schema = resolved(schema, doc).get("properties", {})
    return found


def choices(schema: Schema, doc: Schema) -> tuple[str, ...]:
    """All that it may be; none where it may be anything."""
    plain = resolved(without_null(schema)[0], doc)
    values = plain.get("enum") or ([plain["const"]] if "const" in plain else [])
    return tuple(value for value in values if isinstance(value, str))


def shape_of(schema: Schema, doc: Schema) -> str:
    """What it looks like in JSON, for somebody who has to type it; empty where it has no parts."""
    example = _example(schema, doc)
    return json.dumps(example, ensure_ascii=False) if example else ""


def _example(schema: Schema, doc: Schema) -> Any:
    plain = resolved(without_null(schema)[0], doc)
    if shown := plain.get("examples"):
        return shown[0]
    if named := choices(plain, doc):
        return named[0]
    if "items" in plain:
        return [_example(plain["items"], doc)]
    if parts := plain.get("properties"):
        return {name: _example(part, doc) for name, part in parts.items()}
    of_patterns = list(plain.get("patternProperties", {}).values())
    if isinstance(more := plain.get("additionalProperties", *of_patterns[:1]), dict):
        names = plain.get("propertyNames", {})
        keys = [*choices(names, doc), *names.get("examples", ()), "…"]
        return {keys[0]: _example(more, doc)}
    return _OF_TYPE.get(plain.get("type", ""))
