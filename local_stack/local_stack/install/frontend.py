"""The front end: npm packages from package-lock.json, and the built pages in dist/."""

import time
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.install.npm import STAMP, install_packages, when_changed
from local_stack.install.tools import run
from local_stack.messages import say

FRONTEND = ROOT / "frontend"
# Made by the tools or by tests; a change there is no reason to build again.
NOT_SOURCES = {"node_modules", "dist", "build", "coverage", "playwright-report", "test-results"}


def install_frontend(*, build: bool = True) -> None:
    if not (FRONTEND / "package-lock.json").exists():
        return
    install_packages(FRONTEND, what="the front end")
    if build:
        when_changed(FRONTEND / "dist" / STAMP, _source_files(), _build)


def _build() -> None:
    started = time.monotonic()
    say("Building the front end")
    run(["npm", "run", "build"], FRONTEND)
    say(f"  {'frontend':<16} {time.monotonic() - started:5.1f} s")


def _source_files() -> list[Path]:
    own = [
        file
        for entry in FRONTEND.iterdir()
        if entry.name not in NOT_SOURCES and not entry.name.startswith(".")
        for file in ([entry] if entry.is_file() else entry.rglob("*"))
        if file.is_file()
    ]
    # The pages show the servers' documents and use types made from them.
    return sorted(own) + sorted(ROOT.glob("*/openapi.json"))
