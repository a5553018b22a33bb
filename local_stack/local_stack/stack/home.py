"""The private folder of a stack: data, secrets, configuration, logs, and who is in charge."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from local_stack.account import Account, may_enter, unprivileged_account
from local_stack.install.modules import ROOT
from local_stack.messages import UserError

VARIABLE = "PROVODNIK_STACK"


@dataclass(frozen=True)
class Home:
    path: Path

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def control(self) -> Path:
        return self.path / "control"

    @property
    def lock(self) -> Path:
        return self.path / "lock"

    def make(self) -> None:
        """Closed to others; the unprivileged account may pass through to what is its own."""
        self.path.mkdir(parents=True, exist_ok=True)
        account = unprivileged_account()
        self.path.chmod(0o700 if account is None else 0o711)
        self.folder("logs")

    def folder(self, name: str, account: Account | None = None) -> Path:
        path = self.path / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account is not None:
            os.chown(path, account.uid, account.gid)
        return path

    def write_private(self, name: str, text: str) -> Path:
        """A file that only its owner can read, replaced as a whole."""
        path = self.path / name
        handle, fresh = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(fresh).replace(path)
        return path

    def claim(self) -> IO[str]:
        """Held until closed, or until the process that holds it is gone."""
        file = self.lock.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise UserError("The stack is running already.") from None
        return file

    def is_claimed(self) -> bool:
        if not self.lock.exists():
            return False
        try:
            self.claim().close()
        except UserError:
            return True
        return False

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def default_home() -> Home:
    """Inside the checkout, unless PostgreSQL's account could not reach it there."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Home(Path(chosen).absolute())
    account = unprivileged_account()
    inside = ROOT / ".local"
    inside.mkdir(exist_ok=True)
    if may_enter(account, inside):
        return Home(inside / "stack")
    digest = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Home(Path("/var/lib") / f"provodnik-{digest}")


@contextmanager
def temporary_home() -> Iterator[Home]:
    """For a stack that lives as long as one test run."""
    account = unprivileged_account()
    folders = [Path(folder) for folder in (tempfile.gettempdir(), "/tmp", "/var/tmp")]  # noqa: S108
    parent = next((folder for folder in folders if may_enter(account, folder)), folders[0])
    home = Home(Path(tempfile.mkdtemp(prefix="provodnik-stack-", dir=parent)))
    home.make()
    try:
        yield home
    finally:
        home.remove()
