"""Running uv, Poetry and npm alike on a developer's machine, in CI and with an empty HOME."""

import os
import subprocess
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.messages import UserError

TOOLS = ROOT / ".tools"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def tool_environment() -> dict[str, str]:
    """The caller's environment, with caches that can be written and the system's certificates."""
    environment = dict(os.environ)
    # Another module's environment that happens to be active must not be taken for ours.
    for name in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "NODE_ENV"):
        environment.pop(name, None)
    environment["PATH"] = os.pathsep.join(
        [environment.get("PATH", ""), "/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    ).lstrip(os.pathsep)
    environment.setdefault("UV_SYSTEM_CERTS", "1")
    environment.update(UV_PYTHON_DOWNLOADS="never", UV_NO_CONFIG="1", UV_NO_PROGRESS="1")
    environment.update(PYTHONWARNINGS="ignore", POETRY_NO_INTERACTION="1")
    if SYSTEM_CERTIFICATES.exists():
        for name in ("NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"):
            environment.setdefault(name, str(SYSTEM_CERTIFICATES))
    private = TOOLS / "poetry"
    environment.update(
        POETRY_CONFIG_DIR=str(private / "config"),
        POETRY_DATA_DIR=str(private / "data"),
        POETRY_CACHE_DIR=str(private / "cache"),
    )
    home = environment.get("HOME", "")
    if not (home and os.access(home, os.W_OK)):
        environment.update(
            HOME=str(TOOLS / "home"),
            UV_CACHE_DIR=str(TOOLS / "cache"),
            npm_config_cache=str(TOOLS / "npm"),
        )
    return environment


def package_index() -> str:
    """The index that pip is set up to use on this machine, so that no host is written down."""
    configured = os.environ.get("PIP_INDEX_URL") or _output(
        [_pip(), "config", "get", "global.index-url"]
    )
    if configured:
        return configured
    return _output(
        [
            str(TOOLS / "bin" / "python"),
            "-c",
            "from pip._internal.models.index import PyPI; print(PyPI.simple_url)",
        ]
    )


def _pip() -> str:
    return str(TOOLS / "bin" / "pip")


def _output(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def tool(name: str) -> str:
    path = TOOLS / "bin" / name
    if not path.exists():
        raise UserError(f"{path} is missing. Run: sh {ROOT}/scripts/setup.sh")
    return str(path)


def build_backend_path() -> str:
    """Where the build backend stands that installs our own packages without any download."""
    return os.pathsep.join(str(found) for found in TOOLS.glob("lib/python3*/site-packages"))


def run(command: list[str], folder: Path, *, environment: dict[str, str] | None = None) -> str:
    """Run to the end and return the standard output; a failure shows all that was printed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment if environment is not None else tool_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())
        shown = " ".join([Path(command[0]).name, *command[1:]])
        raise UserError(f"In {folder.name}: {shown}\n{said}")
    return done.stdout
