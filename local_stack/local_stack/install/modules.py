"""The Python modules of the repository: found by what lies in their folders, not by a list."""

import os
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from local_stack.messages import UserError

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def python(self) -> Path:
        return self.path / ".venv" / "bin" / "python"

    @cached_property
    def project(self) -> dict[str, Any]:
        return tomllib.loads((self.path / "pyproject.toml").read_text(encoding="utf-8"))

    @property
    def is_package(self) -> bool:
        """Whether there is something to install of the module itself, besides what it needs."""
        poetry = self.project.get("tool", {}).get("poetry", {})
        return "build-system" in self.project and poetry.get("package-mode", True) is not False

    def own_path_dependencies(self) -> list["Module"]:
        poetry = self.project.get("tool", {}).get("poetry", {})
        tables = [poetry.get("dependencies", {})]
        tables += [group.get("dependencies", {}) for group in poetry.get("group", {}).values()]
        return [
            Module(Path(os.path.normpath(self.path / needed["path"])))
            for table in tables
            for needed in table.values()
            if isinstance(needed, dict) and "path" in needed
        ]

    def path_dependencies(self) -> list["Module"]:
        """The modules of this repository that it stands on, through any number of steps."""
        found: dict[Path, Module] = {}
        waiting = self.own_path_dependencies()
        while waiting:
            module = waiting.pop()
            if module.path not in found and module.path != self.path:
                found[module.path] = module
                waiting += module.own_path_dependencies()
        return sorted(found.values(), key=lambda module: module.name)


def discover(root: Path = ROOT) -> list[Module]:
    return [
        Module(lock.parent)
        for lock in sorted(root.glob("*/poetry.lock"))
        if (lock.parent / "pyproject.toml").exists()
    ]


def require(name: str, root: Path = ROOT) -> Module:
    modules = {module.name: module for module in discover(root)}
    if name not in modules:
        raise UserError(f"There is no module {name}. There are: {', '.join(modules)}")
    return modules[name]


def running_modules(root: Path = ROOT) -> list[Module]:
    """Those that run in a stack; libraries come with them, and their own are for tests."""
    names = {"local_stack", "debug_data", "debug_console"}
    return [
        module
        for module in discover(root)
        if module.name in names or (module.path / "app" / "main.py").exists()
    ]
