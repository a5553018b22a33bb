"""On what was measured: the class of machine, the versions, and how busy it was before."""

import datetime as dt
import json
import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from local_stack.install.modules import ROOT, require
from local_stack.stack import postgres

PACKAGES = ("fastapi", "starlette", "pydantic", "uvicorn", "uvloop", "httptools", "asyncpg")
_VERSIONS = (
    "import importlib.metadata as m, json, sys;"
    "print(json.dumps({name: m.version(name) for name in sys.argv[1:]}))"
)


@dataclass(frozen=True)
class Machine:
    """`load`: the load average of the last minute before the run; above zero, somebody else was
    at work. `commit` ends in `+` when the checkout held changes."""

    measured_at: str
    commit: str
    kind: str
    cores: int
    memory_gigabytes: int
    system: str
    load: float
    versions: dict[str, str]


def look_at_machine() -> Machine:
    return Machine(
        measured_at=dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        commit=_commit(),
        kind=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gigabytes=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 10**9,
        system=platform.freedesktop_os_release().get("PRETTY_NAME", platform.system()),
        load=os.getloadavg()[0],
        versions=_versions(),
    )


def _versions() -> dict[str, str]:
    nginx = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    server_python = str(require("base_server").python)
    return {
        "Python": platform.python_version(),
        **json.loads(_output(server_python, "-c", _VERSIONS, *PACKAGES)),
        "PostgreSQL": postgres.VERSION,
        "nginx": _first(r"nginx/(\S+)", _output(str(nginx), "-v"), "?"),
        "wrk": _first(r"wrk (\S+)", _output("wrk", "-v"), "?"),
    }


def _processor() -> str:
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    return _first(r"^model name\s*: (.*)$", facts, platform.machine())


def _commit() -> str:
    changed = _output("git", "-C", str(ROOT), "status", "--porcelain", "--untracked-files=no")
    commit = _output("git", "-C", str(ROOT), "rev-parse", "--short", "HEAD").strip()
    return commit + ("+" if changed.strip() else "")


def _output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _first(pattern: str, text: str, otherwise: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found.group(1) if found else otherwise
