"""What the lock files of the repository promise."""

import tomllib

import pytest
from local_stack.install.modules import ROOT, Module, discover

OWN_NAMES = {module.project["project"]["name"] for module in discover()}


@pytest.mark.parametrize("module", discover(), ids=lambda module: module.name)
def test_our_own_modules_never_come_from_an_index(module: Module) -> None:
    """A stranger may publish a package under the name of one of ours."""
    locked = tomllib.loads((module.path / "poetry.lock").read_text())["package"]
    ours = [package for package in locked if package["name"] in OWN_NAMES]
    foreign = [one["name"] for one in ours if one.get("source", {}).get("type") != "directory"]
    assert foreign == []


@pytest.mark.parametrize("module", discover(), ids=lambda module: module.name)
def test_no_lock_file_names_a_host(module: Module) -> None:
    assert "://" not in (module.path / "poetry.lock").read_text()


def test_the_front_end_lock_names_no_host() -> None:
    assert '"resolved"' not in (ROOT / "frontend" / "package-lock.json").read_text()
