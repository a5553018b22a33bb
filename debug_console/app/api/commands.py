"""Typer commands made out of the table of words and the servers' documents."""

import asyncio
import base64
import datetime as dt
import inspect
import json
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, cast

import httpx
import typer

from app.api.documents import Field, Operation, Where, operations
from app.api.resources import RESOURCES
from app.api.words import Resource, Verb
from app.caller import Caller, Request
from app.failures import ExitCode, Failure
from app.output import Output
from app.tables import columns_of

DEFAULT_LIMIT = 50
_TYPES: dict[str, type] = {"string": str, "integer": int, "number": float, "boolean": bool}
_Json = Annotated[bool, typer.Option("--json", help="For scripts: everything, as JSON.")]
_Limit = Annotated[int, typer.Option("--limit", min=1, help="How many to show.")]
_All = Annotated[bool, typer.Option("--all", help="All of them.")]
_Events = Annotated[
    int | None, typer.Option("--limit", min=1, help="Stop after so many events. [Ctrl-C]")
]
_Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
_File = Annotated[
    Path, typer.Option("--file", exists=True, dir_okay=False, help="What is to be sent.")
]
_Target = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, not to the screen.")
]

Command = Callable[..., None]


def add_resources(app: typer.Typer, more: Mapping[str, Mapping[str, Command]]) -> None:
    """`more`: by group and word, what is no operation of the platform."""
    for resource in RESOURCES:
        group = group_of(resource)
        for name, command in more.get(resource.name, {}).items():
            group.command(name)(command)
        app.add_typer(group, name=resource.name, help=resource.help)


def group_of(resource: Resource) -> typer.Typer:
    group = typer.Typer(no_args_is_help=True)
    for verb in resource.verbs:
        operation = operations(verb.server)[verb.operation]
        group.command(verb.name, help=f"{operation.summary}.")(_command(verb, operation))
    return group


def _command(verb: Verb, operation: Operation) -> Command:
    fields = [one for one in operation.fields if one.name not in verb.fixed]

    def run(context: typer.Context, **given: Any) -> None:
        if verb.asks and not given["own_yes"]:
            _confirm(verb.asks)
        request = _request(verb, operation, fields, given)
        asyncio.run(_ask(context.obj, verb, request, given))

    signature = _signature(verb, operation, fields)
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {one.name: one.annotation for one in signature.parameters.values()}
    return run


def _confirm(question: str) -> None:
    if not sys.stdin.isatty():
        raise Failure(question, "If so, add --yes", ExitCode.USAGE)
    typer.confirm(question, abort=True)


def _signature(verb: Verb, operation: Operation, fields: list[Field]) -> inspect.Signature:
    """What Typer makes arguments and options of: a path's ids first, then what is required."""
    parameters = [_parameter("context", typer.Context)]
    ordered = sorted(fields, key=lambda one: (one.where is not Where.PATH, not one.is_required))
    parameters += [_of_field(one, verb) for one in ordered]
    if operation.file_types:
        parameters.append(_parameter("own_file", _File))
    if operation.is_list:
        parameters += [
            _parameter("own_limit", _Limit, DEFAULT_LIMIT),
            _parameter("own_all", _All, False),
        ]
    elif operation.is_stream:
        parameters.append(_parameter("own_limit", _Events, None))
    elif operation.method == "GET" and not operation.shows:
        parameters.append(_parameter("own_output", _Target, None))
    if verb.asks:
        parameters.append(_parameter("own_yes", _Yes, False))
    parameters.append(_parameter("own_json", _Json, False))
    return inspect.Signature(parameters)


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> Any:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _of_field(field: Field, verb: Verb) -> Any:
    word = verb.names.get(field.name, field.name).replace("_", "-")
    if field.where is Where.PATH:
        about: Any = typer.Argument(metavar=word.upper(), help=field.description)
        return _parameter(_name_of(field), Annotated[_type_of(field, verb), about])
    declared = f"--{word}/--not-{word}" if field.type == "boolean" else f"--{word}"
    about = typer.Option(declared, help=_help_of(field, verb))
    if field.is_required and field.name not in verb.today:
        return _parameter(_name_of(field), Annotated[_type_of(field, verb), about])
    return _parameter(_name_of(field), Annotated[_type_of(field, verb) | None, about], None)


def _help_of(field: Field, verb: Verb) -> str:
    if field.name in verb.files:
        return "A JPEG, PNG or WebP file."
    if field.name in verb.today:
        return f"{field.description} [today]"
    if field.is_list:
        return f"{field.description} As often as there are.".strip()
    return field.description


def _type_of(field: Field, verb: Verb) -> Any:
    if field.name in verb.files:
        return Path
    plain: Any = _TYPES[field.type]
    if field.choices:
        choices = {f"choice_{at}": one for at, one in enumerate(field.choices)}
        plain = cast("Any", StrEnum)(field.name, choices)
    return list[plain] if field.is_list else plain


def _name_of(field: Field) -> str:
    """Fit for a function's parameter: `from` is none."""
    return f"given_{field.name}"


def _request(
    verb: Verb, operation: Operation, fields: list[Field], given: dict[str, Any]
) -> Request:
    def values(where: Where) -> dict[str, Any]:
        of_here = (one for one in fields if one.where is where)
        found = {one.name: _value(one, verb, given[_name_of(one)]) for one in of_here}
        return {name: value for name, value in found.items() if value is not None}

    has_body = any(one.where is Where.BODY for one in fields)
    file: Path | None = given.get("own_file")
    return Request(
        operation,
        path=values(Where.PATH),
        query=values(Where.QUERY) | dict(verb.fixed),
        body=values(Where.BODY) if has_body else None,
        content=file.read_bytes() if file else None,
        content_type=_content_type(operation, file),
    )


def _value(field: Field, verb: Verb, value: Any) -> Any:
    if value is None and field.name in verb.today:
        return dt.datetime.now(verb.today[field.name]).date().isoformat()
    if value is None or (field.is_list and not value):
        return None
    if field.name in verb.files:
        return base64.b64encode(Path(value).read_bytes()).decode()
    if field.is_structure:
        try:
            return json.loads(value)
        except ValueError:
            raise Failure(f"--{field.name} is JSON, and this is none: {value}") from None
    return value


def _content_type(operation: Operation, file: Path | None) -> str | None:
    if file is None:
        return None
    ending = file.suffix.removeprefix(".").lower().replace("jpg", "jpeg")
    fitting = [one for one in operation.file_types if one.endswith(f"/{ending}")]
    return next(iter([*fitting, *operation.file_types]))


async def _ask(url: str, verb: Verb, request: Request, given: dict[str, Any]) -> None:
    output = Output(given["own_json"])
    async with Caller.open(url) as caller:
        if request.operation.is_list:
            limit = None if given["own_all"] else given["own_limit"]
            page = await caller.ask_page(request, limit)
            output.rows(page.items, verb.columns.split())
            output.say(_counted(len(page.items), page.total), "dim")
        elif request.operation.is_stream:
            async for kind, data in caller.follow(request, given["own_limit"]):
                output.event(kind, data)
        else:
            _show(await caller.ask(request), output, given.get("own_output"))


def _counted(shown: int, total: int) -> str:
    return f"{total:,} in all" if shown >= total else f"{shown:,} of {total:,}; all of them: --all"


def _show(response: httpx.Response, output: Output, target: Path | None) -> None:
    if response.headers.get("Content-Type", "").partition(";")[0] != "application/json":
        _write(response, output, target)
        return
    answer = response.json()
    if answer == {"status": "OK"} and not output.as_json:
        output.say("Done.", "green")
    elif isinstance(answer, dict) and [*answer] == ["items"]:
        output.rows(answer["items"], columns_of(answer["items"]))
        output.say(_counted(len(answer["items"]), len(answer["items"])), "dim")
    elif isinstance(answer, dict):
        output.record(answer)
    else:
        output.rows(answer, columns_of(answer))


def _write(response: httpx.Response, output: Output, target: Path | None) -> None:
    is_text = not response.headers.get("Content-Type", "").startswith("image/")
    if target is None and is_text:
        sys.stdout.write(response.content.decode("utf-8-sig", errors="replace"))
    elif target is None and sys.stdout.isatty():
        raise Failure("This is a picture.", "Name a file: --output", ExitCode.USAGE)
    elif target is None:
        sys.stdout.buffer.write(response.content)
    else:
        _write_file(response.content, target)
        output.say(f"Written: {target}", "green")


def _write_file(content: bytes, target: Path) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        text = f"{target} cannot be written: {error.strerror}."
        raise Failure(text, code=ExitCode.USAGE) from error
