"""The front end: npm packages from package-lock.json, and the built pages in dist/."""

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.install.tools import run
from local_stack.messages import say

FRONTEND = ROOT / "frontend"
# Made by the tools or by tests; a change there is no reason to build again.
NOT_SOURCES = {"node_modules", "dist", "build", "coverage", "playwright-report", "test-results"}


def install_frontend(*, build: bool = True) -> None:
    if not (FRONTEND / "package-lock.json").exists():
        return
    _when_changed(
        FRONTEND / "node_modules" / ".provodnik-stamp", _package_files(), _install_packages
    )
    if build:
        _when_changed(FRONTEND / "dist" / ".provodnik-stamp", _source_files(), _build)


def _when_changed(stamp: Path, files: Iterable[Path], make: Callable[[], None]) -> None:
    now = _fingerprint(files)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    stamp.unlink(missing_ok=True)
    make()
    stamp.write_text(now, encoding="utf-8")


def _install_packages() -> None:
    started = time.monotonic()
    say("Installing the front end's packages")
    run(["npm", "ci", "--include=dev", "--no-audit", "--no-fund"], FRONTEND)
    say(f"  {'frontend':<16} {time.monotonic() - started:5.1f} s")


def _build() -> None:
    started = time.monotonic()
    say("Building the front end")
    run(["npm", "run", "build"], FRONTEND)
    say(f"  {'frontend':<16} {time.monotonic() - started:5.1f} s")


def _package_files() -> list[Path]:
    return [FRONTEND / "package.json", FRONTEND / "package-lock.json"]


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


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}|{file.stat().st_size}|".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
