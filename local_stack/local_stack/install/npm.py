"""A folder's npm packages, made to hold exactly what its package-lock.json says."""

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.install.tools import run
from local_stack.messages import say

STAMP = ".provodnik-stamp"


def install_packages(folder: Path, *, what: str) -> None:
    """Those for development and tests, too. Nothing where the lock file has not changed."""
    files = [folder / "package.json", folder / "package-lock.json"]

    def install() -> None:
        started = time.monotonic()
        say(f"Installing {what}'s packages")
        run(["npm", "ci", "--include=dev", "--no-audit", "--no-fund"], folder)
        say(f"  {folder.name:<16} {time.monotonic() - started:5.1f} s")

    when_changed(folder / "node_modules" / STAMP, files, install)


def when_changed(stamp: Path, files: Iterable[Path], make: Callable[[], None]) -> None:
    """Call `make` unless it has succeeded for just these files before."""
    now = _fingerprint(files)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    stamp.unlink(missing_ok=True)
    make()
    stamp.write_text(now, encoding="utf-8")


def _fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}|{file.stat().st_size}|".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
