"""The unprivileged account that stands in where root may not run a program (PostgreSQL)."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int


def is_root() -> bool:
    return os.geteuid() == 0


def unprivileged_account() -> Account | None:
    """None when the current user is unprivileged already."""
    if not is_root():
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    return Account(65534, 65534)


def may_enter(account: Account | None, path: Path) -> bool:
    """Ask the kernel, as that account: modes of all parents, access lists and mounts count."""
    if account is None:
        return os.access(path, os.X_OK)
    asked = subprocess.run(
        ["test", "-x", str(path)],
        user=account.uid,
        group=account.gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return asked.returncode == 0
