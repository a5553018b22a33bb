import shutil
import subprocess
import time
from pathlib import Path

import pytest
from local_stack.install.modules import Module
from local_stack.install.python_modules import install_modules, is_installed, locked_requirements
from local_stack.install.tools import run, tool
from local_stack.messages import UserError

PROJECT = """
[project]
name = "{name}"
version = "0.1.0"
requires-python = ">=3.11,<3.15"
dependencies = [{needs}]

[tool.poetry]
packages = [{{ include = "{name}" }}]

[tool.poetry.dependencies]
{paths}

[build-system]
requires = ["poetry-core>=2.0"]
build-backend = "poetry.core.masonry.api"
"""


def make_module(root: Path, name: str, *needed: str) -> Module:
    folder = root / name
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(f"NAME = {name!r}\n")
    paths = "\n".join(f'{each} = {{ path = "../{each}", develop = true }}' for each in needed)
    needs = ", ".join(f'"{each}"' for each in needed)
    (folder / "pyproject.toml").write_text(PROJECT.format(name=name, needs=needs, paths=paths))
    (folder / "poetry.toml").write_text("[virtualenvs]\nin-project = true\n")
    return Module(folder)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`top` stands on `middle`, which stands on `bottom`; locking them takes seconds."""
    root = tmp_path_factory.mktemp("modules")
    make_module(root, "bottom")
    make_module(root, "middle", "bottom")
    top = make_module(root, "top", "middle", "bottom")
    run([tool("poetry"), "lock"], top.path)
    shutil.rmtree(top.path / ".venv", ignore_errors=True)
    return root


@pytest.fixture
def chain(locked: Path, tmp_path: Path) -> Module:
    shutil.copytree(locked, tmp_path / "modules")
    return Module(tmp_path / "modules" / "top")


def imported_from(module: Module, name: str) -> str:
    code = f"import {name}; print({name}.__file__)"
    done = subprocess.run(
        [module.python, "-c", code], capture_output=True, text=True, check=True, cwd="/"
    )
    return done.stdout.strip()


def test_path_dependencies_are_found_through_any_number_of_steps(chain: Module) -> None:
    assert [module.name for module in chain.path_dependencies()] == ["bottom", "middle"]


def test_modules_of_the_repository_are_no_locked_requirements(chain: Module) -> None:
    assert "file:" not in locked_requirements(chain)


def test_module_and_what_it_stands_on_are_imported_from_their_folders(chain: Module) -> None:
    install_modules([chain])
    for name in ("bottom", "middle", "top"):
        assert imported_from(chain, name) == str(chain.path.parent / name / name / "__init__.py")


def test_second_time_costs_nothing(chain: Module) -> None:
    install_modules([chain])
    started = time.monotonic()
    install_modules([chain])
    assert time.monotonic() - started < 0.05


@pytest.mark.parametrize(
    "changed", ["top/pyproject.toml", "top/poetry.lock", "bottom/pyproject.toml"]
)
def test_what_an_environment_is_made_from_is_watched(chain: Module, changed: str) -> None:
    install_modules([chain])
    assert is_installed(chain)
    with (chain.path.parent / changed).open("a") as file:
        file.write("\n# a change\n")
    assert not is_installed(Module(chain.path))


def test_environment_of_a_moved_checkout_is_made_anew(chain: Module, tmp_path: Path) -> None:
    install_modules([chain])
    moved = chain.path.parent.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    module = Module(moved / "top")
    assert not is_installed(module)
    install_modules([module])
    assert imported_from(module, "bottom").startswith(str(moved))


def test_lock_file_that_does_not_fit_is_an_error_with_the_reason(chain: Module) -> None:
    project = chain.path / "pyproject.toml"
    project.write_text(
        project.read_text().replace('["middle", "bottom"]', '["middle", "bottom", "httpx"]')
    )
    with pytest.raises(UserError, match="poetry"):
        install_modules([Module(chain.path)])
    assert not is_installed(Module(chain.path))
