"""Makes every module's environment from its own lock file. Needs the standard library only."""

import fcntl
from collections.abc import Iterable

from local_stack.install.frontend import install_frontend
from local_stack.install.modules import ROOT, Module
from local_stack.install.npm import install_packages
from local_stack.install.python_modules import install_modules


def install(modules: Iterable[Module], *, frontend: bool = True) -> None:
    """Bring the environments up to date; two commands at once wait for each other."""
    folder = ROOT / ".local"
    folder.mkdir(exist_ok=True)
    with (folder / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        install_modules(modules)
        if frontend:
            install_frontend()
            install_packages(ROOT / "identity_provider", what="the identity provider")
