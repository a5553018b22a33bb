"""What a server reads from its environment, asked of the server itself in its own Python."""

import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.compose.files import ROOT

PROBE = Path(__file__).with_name("settings_probe.py")


@dataclass(frozen=True)
class KnownSettings:
    variables: frozenset[str]
    secrets: frozenset[str]


def run_probe(
    server: str, *arguments: str, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    folder = ROOT / f"{server}_server"
    python = folder / ".venv" / "bin" / "python"
    assert python.exists(), f"{server}_server has no environment: make install MODULE={folder.name}"
    return subprocess.run(
        [str(python), str(PROBE), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@cache
def known_settings(server: str) -> KnownSettings:
    answer = run_probe(server, environment={})
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout)
    return KnownSettings(frozenset(found["variables"]), frozenset(found["secrets"]))
