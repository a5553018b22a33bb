"""The files that put the platform together, read once and in a form that tests can compare."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
SERVERS = ("base", "store", "face")
# `$$` is a dollar sign for the container's shell; `${NAME}`, `${NAME:-default}`, `${NAME:?hint}`.
VARIABLE = re.compile(r"(?<!\$)\$\{(?P<name>\w+)(?::?(?P<kind>[-?])(?P<rest>[^}]*))?\}")


@cache
def compose_text() -> str:
    return (ROOT / "compose.yml").read_text(encoding="utf-8")


@cache
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(compose_text())
    return loaded


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def server_services(server: str) -> list[str]:
    """The services that run this server's image: the server itself and its preparation."""
    return [name for name in (f"{server}_server", f"{server}_prepare") if name in services()]


@cache
def example_environment() -> dict[str, str]:
    """The variables of .env.example; an empty value is a secret that the reader fills."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=")[::2] for line in lines if re.match(r"[A-Z]\w*=", line))
    return dict(pairs)


@cache
def optional_variables() -> list[str]:
    """Those that .env.example only tells of, in a comment."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return [found[1] for line in lines if (found := re.match(r"# ([A-Z]\w*)=", line))]


def interpolate(text: str, values: dict[str, str]) -> str:
    """What compose makes of `text`: `values` first, then the default that stands in the file."""

    def replace(match: re.Match[str]) -> str:
        name, kind, rest = match["name"], match["kind"], match["rest"] or ""
        if values.get(name):
            return values[name]
        if kind == "-":
            return rest
        raise KeyError(name)

    return VARIABLE.sub(replace, text).replace("$$", "$")


def environment(service: str, values: dict[str, str]) -> dict[str, str]:
    entries: dict[str, Any] = services()[service].get("environment", {})
    return {name: interpolate(str(value), values) for name, value in entries.items()}


@dataclass(frozen=True)
class Dockerfile:
    path: Path

    @property
    def lines(self) -> list[str]:
        text = self.path.read_text(encoding="utf-8").replace("\\\n", " ")
        return [line for line in text.splitlines() if line and not line.startswith("#")]

    def arguments(self, instruction: str) -> list[str]:
        start = f"{instruction} "
        return [line.removeprefix(start) for line in self.lines if line.startswith(start)]

    def copies(self) -> list[tuple[list[str], str]]:
        """Sources in the build context and the target of each COPY; not those between stages."""
        copies = [line.split() for line in self.arguments("COPY") if not line.startswith("--")]
        return [(sources, target) for *sources, target in copies]


def dockerfiles() -> list[Dockerfile]:
    builds = (service["build"] for service in services().values() if "build" in service)
    return [Dockerfile(ROOT / path) for path in sorted({build["dockerfile"] for build in builds})]
