"""One module's .venv, made to hold exactly what its poetry.lock says."""

import hashlib
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local_stack.install.modules import Module
from local_stack.install.tools import build_backend_path, run, tool, tool_environment
from local_stack.messages import dim, say

STAMP = "provodnik-stamp"
LAYOUT = "1"  # Raised when the installer itself makes environments differently.


def fingerprint(module: Module) -> str:
    """Changes whenever the environment has to be made anew."""
    digest = hashlib.sha256(f"{LAYOUT}|{sys.executable}|{sys.version}|{module.path}".encode())
    files = [module.path / "poetry.lock", module.path / "pyproject.toml"]
    files += [needed.path / "pyproject.toml" for needed in module.path_dependencies()]
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def is_installed(module: Module) -> bool:
    stamp = module.path / ".venv" / STAMP
    if not (stamp.exists() and module.python.exists()):
        return False
    return stamp.read_text(encoding="utf-8") == fingerprint(module)


def install_modules(modules: Iterable[Module]) -> None:
    missing = [module for module in modules if not is_installed(module)]
    if not missing:
        return
    say("Installing " + ", ".join(module.name for module in missing))
    say(dim("  from their lock files; the first time also fetches the packages"))
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(_install, missing))


def _install(module: Module) -> None:
    started = time.monotonic()
    environment = tool_environment()
    with tempfile.TemporaryDirectory(prefix="provodnik-install-") as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(locked_requirements(module), encoding="utf-8")
        _make_environment(module, environment)
        uv = [tool("uv"), "pip"]
        python = ["--python", str(module.python)]
        run(
            [*uv, "sync", *python, "--require-hashes", str(requirements)],
            module.path,
            environment=environment,
        )
    own = [*module.path_dependencies(), *([module] if module.is_package else [])]
    if own:
        editable = [argument for each in own for argument in ("--editable", str(each.path))]
        # The backend comes from .tools, where it is pinned: nothing is fetched without a hash.
        backend = environment | {"PYTHONPATH": build_backend_path()}
        options = ["--no-deps", "--no-build-isolation", "--offline"]
        run([*uv, "install", *python, *options, *editable], module.path, environment=backend)
    (module.path / ".venv" / STAMP).write_text(fingerprint(module), encoding="utf-8")
    say(f"  {module.name:<16} {time.monotonic() - started:5.1f} s")


def _make_environment(module: Module, environment: dict[str, str]) -> None:
    stamp = module.path / ".venv" / STAMP
    stamp.unlink(missing_ok=True)
    base = str(Path(sys.executable).resolve())
    current = module.python.resolve() if module.python.exists() else None
    # A folder that was moved has scripts that point to where it was.
    here = _recorded_home(module) == str(module.path)
    if str(current) == base and here:
        return
    run(
        [
            tool("uv"),
            "venv",
            "--clear",
            "--no-project",
            "--python",
            base,
            str(module.path / ".venv"),
        ],
        module.path,
        environment=environment,
    )


def _recorded_home(module: Module) -> str:
    activate = module.path / ".venv" / "bin" / "activate"
    if not activate.exists():
        return ""
    found = re.search(
        r"""^\s*VIRTUAL_ENV=['"]?(.*?)/\.venv['"]?$""",
        activate.read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    return found.group(1) if found else ""


def locked_requirements(module: Module) -> str:
    """The lock file as pinned and hashed requirements, without the modules of this repository."""
    command = [
        tool("poetry"),
        "export",
        "--all-groups",
        "--without-urls",
        "--format",
        "requirements.txt",
    ]
    exported = run(command, module.path)
    return "".join(_third_party(exported.splitlines(keepends=True)))


def _third_party(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if not (line.startswith("-e ") or re.match(r"[\w.-]+(\[[^\]]*\])? @ file:", line)):
            yield line
