"""The platform's servers: which there can be, and the environment each is given."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from local_stack.install.modules import ROOT
from local_stack.stack.credentials import Credentials
from local_stack.stack.ports import Ports
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Job, Program


@dataclass(frozen=True)
class Server:
    name: str
    # Of its replicas' ports, from the public port.
    offset: int
    database: bool = False
    redis: bool = False
    chroma: bool = False
    logos: bool = False
    identity: bool = False
    # The servers that it calls through the gateway's internal listener.
    calls: tuple[str, ...] = ()
    # Settings that are secrets of this server alone.
    secrets: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        return ROOT / f"{self.name}_server"

    @property
    def exists(self) -> bool:
        needed = ("app/__main__.py", "poetry.lock")
        return all((self.folder / file).exists() for file in needed)


SERVERS = (
    Server("base", 10, database=True, redis=True, identity=True, calls=("store", "face")),
    Server("store", 20, database=True, redis=True, logos=True, calls=("base",)),
    Server("face", 30, redis=True, chroma=True, secrets=("TEMPLATES__SECRET",)),
)


@dataclass(frozen=True)
class Surroundings:
    """Where a server finds what it needs."""

    ports: Ports
    credentials: Credentials
    postgres: str
    redis: str
    chroma: str
    internal_gateway: str
    # What store_server writes and the gateway serves.
    logos: Path
    # The origin of the platform's pages in browsers, and what to know of who signs people in there.
    public_url: str
    identity: Mapping[str, str]
    # Variables for all servers, over what they are given else.
    settings: Mapping[str, str] = field(default_factory=dict)


def programs(server: Server, surroundings: Surroundings, replicas: int) -> list[Program]:
    return [
        Program(
            name=f"{server.name}-{number}",
            command=(_python(server), "-m", "app"),
            folder=server.folder,
            environment=environment(server, surroundings, port),
            ready=http_ready(port, "/readyz"),
            port=port,
        )
        for number, port in enumerate(surroundings.ports.replicas(server.offset, replicas), 1)
    ]


def prepare_job(server: Server, surroundings: Surroundings) -> Job | None:
    """Migrations and the like, where the server has such a thing."""
    if not (server.folder / "app" / "prepare.py").exists():
        return None
    return Job(
        name=f"{server.name}-prepare",
        command=(_python(server), "-m", "app.prepare"),
        folder=server.folder,
        environment=environment(server, surroundings, port=0),
    )


def environment(server: Server, around: Surroundings, port: int) -> dict[str, str]:
    """The caller's variables pass through, so that `BASE_LOG__LEVEL=DEBUG make up` works."""
    prefix = server.name.upper()
    own = {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
        "INTERNAL__SECRET": around.credentials.get(f"{server.name}_internal"),
    }
    if server.database:
        own["DATABASE__URL"] = _database_url(server, around)
    if server.redis:
        own["REDIS__URL"] = around.redis
    if server.chroma:
        host, _, chroma_port = around.chroma.removeprefix("http://").rstrip("/").partition(":")
        own |= {"CHROMA__HOST": host, "CHROMA__PORT": chroma_port}
    if server.identity:
        own |= around.identity
    if server.logos:
        own["LOGOS__FOLDER"] = str(around.logos)
    for variable in server.secrets:
        own[variable] = around.credentials.get(f"{server.name}_{variable.lower()}")
    for other in server.calls:
        own[f"{other.upper()}_API__URL"] = f"{around.internal_gateway}/{other}_api"
        own[f"{other.upper()}_API__SECRET"] = around.credentials.get(f"{other}_internal")
    prefixed = {f"{prefix}_{key}": value for key, value in own.items()}
    common = {"PUBLIC_URL": around.public_url, **around.settings}
    return inherited_environment() | prefixed | common


def inherited_environment() -> dict[str, str]:
    """Without what would change which Python or which packages a module runs with."""
    dropped = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PORT"}
    return {name: value for name, value in os.environ.items() if name not in dropped}


def _database_url(server: Server, around: Surroundings) -> str:
    password = around.credentials.get(f"{server.name}_database")
    address = around.postgres.rpartition("@")[2].partition("/")[0]
    return f"postgresql+asyncpg://{server.name}:{password}@{address}/{server.name}_db"


def _python(server: Server) -> str:
    return str(server.folder / ".venv" / "bin" / "python")
