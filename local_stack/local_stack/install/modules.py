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

    def _direct_path_dependencies(self, *, with_groups: bool) -> list["Module"]:
        poetry = self.project.get("tool", {}).get("poetry", {})
        tables = [poetry.get("dependencies", {})]
        if with_groups:
            groups = poetry.get("group", {}).values()
            tables += [group.get("dependencies", {}) for group in groups]
        return [
            Module(Path(os.path.normpath(self.path / needed["path"])))
            for table in tables
            for needed in table.values()
            if isinstance(needed, dict) and "path" in needed
        ]

    def path_dependencies(self) -> list["Module"]:
        """The modules of this repository that it stands on, through any number of steps.

        Groups count for the module itself only: what a neighbour needs for its own tests would
        bring a second package `app` into this environment.
        """
        found: dict[Path, Module] = {}
        waiting = self._direct_path_dependencies(with_groups=True)
        while waiting:
            module = waiting.pop()
            if module.path not in found and module.path != self.path:
                found[module.path] = module
                waiting += module._direct_path_dependencies(with_groups=False)  # noqa: SLF001
        return sorted(found.values(), key=lambda module: module.name)


def discover(root: Path = ROOT, *, must_be_locked: bool = True) -> list[Module]:
    """Every Python module of the repository; those without a lock file cannot be installed yet."""
    modules = [Module(file.parent) for file in sorted(root.glob("*/pyproject.toml"))]
    return [
        module for module in modules if not must_be_locked or (module.path / "poetry.lock").exists()
    ]


def require(name: str, root: Path = ROOT, *, must_be_locked: bool = True) -> Module:
    modules = {module.name: module for module in discover(root, must_be_locked=must_be_locked)}
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
