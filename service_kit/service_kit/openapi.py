"""The OpenAPI document: one problem shape, and a command that prints it.

python -m service_kit.openapi app.main:create_app > openapi.json
"""

import importlib
import json
import sys
from typing import Any

from fastapi import FastAPI
from service_kit import health
from service_kit.browser import CSRF_COOKIE, CSRF_HEADER, SESSION_COOKIE, ForeignRequest
from service_kit.errors import (
    MEDIA_TYPE,
    VALIDATION_ERROR,
    Problem,
    ServiceError,
    Unavailable,
)
from service_kit.paging import BadCursor

_PROBLEM_REF = {"$ref": "#/components/schemas/Problem"}
# What FastAPI writes where a route says nothing of its own about 422.
_GENERATED = "Validation Error"
_ALWAYS = {
    "401": "`UNAUTHENTICATED`: no valid session.",
    "403": "`FORBIDDEN`: a caller of the wrong kind, or without the privilege.",
}
_OF_BODIES = {
    "400": "`BAD_REQUEST`: the body could not be read at all.",
    "413": "`BODY_TOO_LARGE`: the body is larger than this route takes.",
}


_COOKIE_SCHEME = "SessionCookie"
_COOKIE = {
    "type": "apiKey",
    "in": "cookie",
    "name": SESSION_COOKIE,
    "description": (
        "The session of a browser, `__Host-` before its name where there is TLS. Requests that "
        f"change something also carry the cookie `{CSRF_COOKIE}` as the header `{CSRF_HEADER}`, "
        f"or are refused with 403 `{ForeignRequest.code}`."
    ),
}


def install_openapi(app: FastAPI) -> None:
    """Replace the generated document by one whose failures are all problem details."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _with_problems(generate())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> str:
    """The document as it is committed: sorted nowhere, indented, with a final line feed."""
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"


def _with_problems(schema: dict[str, Any]) -> dict[str, Any]:
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = Problem.model_json_schema()
    schema["components"].setdefault("securitySchemes", {})[_COOKIE_SCHEME] = _COOKIE
    for operations in schema["paths"].values():
        for operation in operations.values():
            if "security" in operation:
                operation["security"].append({_COOKIE_SCHEME: []})
            _describe_failures(operation)
    for operations in schema.get("webhooks", {}).values():
        for operation in operations.values():
            # What a receiver answers to a body that it does not like is its own affair.
            operation["responses"].pop("422", None)
    return schema


def _describe_failures(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    _tell_what_any_can_answer(operation, responses)
    if "422" in responses:
        told = f"`{VALIDATION_ERROR}`: `errors` names each place."
        own = responses["422"]["description"]
        responses["422"]["description"] = told if own == _GENERATED else f"{told}\n\n{own}"
    for status, response in responses.items():
        content = response.get("content", {}).get("application/json", {})
        if status >= "400" and content.get("schema", _PROBLEM_REF).get("$ref", "") in (
            _PROBLEM_REF["$ref"],
            "#/components/schemas/HTTPValidationError",
        ):
            response["content"] = {MEDIA_TYPE: {"schema": _PROBLEM_REF}}


def _tell_what_any_can_answer(operation: dict[str, Any], responses: dict[str, Any]) -> None:
    if "security" in operation:
        for status, text in _ALWAYS.items():
            responses.setdefault(status, {"description": text})
    # How the service is must be told whatever is away.
    if health.TAG not in operation.get("tags", ()):
        _tell(responses, Unavailable)
    if "requestBody" in operation:
        for status, text in _OF_BODIES.items():
            responses.setdefault(status, {"description": text})
    if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ())):
        _tell(responses, BadCursor)


def _tell(responses: dict[str, Any], error: type[ServiceError]) -> None:
    """Add what any such route can answer, unless the route says so itself."""
    told = responses.setdefault(str(int(error.status)), {"description": ""})
    if f"`{error.code}`" not in told["description"]:
        lines = [told["description"], f"`{error.code}`: {error.detail}"]
        told["description"] = "\n\n".join(filter(None, lines))


def main() -> None:
    module, _, factory = sys.argv[1].partition(":")
    sys.path.insert(0, "")
    app: FastAPI = getattr(importlib.import_module(module), factory)()
    sys.stdout.write(document(app))


if __name__ == "__main__":
    main()
