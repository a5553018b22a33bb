"""The two things that are compared, each behind the repository's nginx.conf, one worker each.

*Ours* is a stack as `make up` starts it. The *floor* is one process behind a gateway of its own,
with databases of its own: copies of ours, so that the same statements meet the same indexes, and
so that no server of ours has work to do while the floor is measured.
"""

import dataclasses
import os
from dataclasses import dataclass
from typing import cast

from local_stack.install.modules import ROOT
from local_stack.stack.credentials import Credentials
from local_stack.stack.definition import Stack, Stores
from local_stack.stack.gateway import Gateway
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports, free_ports
from local_stack.stack.postgres import SUPERUSER, binaries_folder
from local_stack.stack.servers import inherited_environment
from local_stack.supervision.probes import http_ready
from local_stack.supervision.program import Job, Program

FLOOR = "floor"
FLOOR_OFFSET = 10
# The variables that tell a server its port.
BASE_PORT, FLOOR_PORT = "BASE_PORT", "FLOOR_PORT"
FLOOR_GATEWAY = "floor-gateway"
# Receivers of webhooks listen in this process. With APP_ENV=production no server starts so.
WEBHOOKS_TO_LOOPBACK = {
    "STORE_WEBHOOKS__ALLOW_HTTP": "true",
    "STORE_WEBHOOKS__ALLOWED_NETWORKS": '["127.0.0.0/8"]',
}


@dataclass(frozen=True)
class Side:
    """`programs`: the processes whose CPU its work costs, as the supervisor names them."""

    name: str
    url: str
    base_database: str
    store_database: str
    programs: tuple[str, ...]


@dataclass(frozen=True)
class Sides:
    home: Home
    stack: Stack
    floor_ports: Ports

    @property
    def ours(self) -> Side:
        return Side(
            name="ours",
            url=f"http://127.0.0.1:{self.stack.ports.public}",
            base_database=self._database("base_db"),
            store_database=self._database("store_db"),
            programs=("base-1", "store-1", "gateway", "postgres", "redis"),
        )

    @property
    def floor(self) -> Side:
        return Side(
            name=FLOOR,
            url=f"http://127.0.0.1:{self.floor_ports.public}",
            base_database=self._database("floor_base_db"),
            store_database=self._database("floor_store_db"),
            programs=(FLOOR, FLOOR_GATEWAY, "postgres"),
        )

    def _database(self, name: str) -> str:
        """As the superuser, who may also empty tables and write checkpoints."""
        return self.stack.stores.postgres_url.rpartition("/")[0] + f"/{name}"

    def base_server(self) -> Program:
        stages = self.stack.stages()
        found = (one for stage in stages for one in stage.members if one.name == "base-1")
        return cast("Program", next(found))

    def databases_job(self) -> Job:
        """Copies our databases, as the migrations left them, for the floor."""
        command = [str(binaries_folder() / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1"]
        for name in ("base", "store"):
            command += ["-c", f"CREATE DATABASE floor_{name}_db TEMPLATE {name}_db OWNER {name}"]
        return Job(
            name="floor-databases",
            command=tuple(command),
            folder=self.home.path,
            environment={
                "PATH": os.defpath,
                "PGHOST": "127.0.0.1",
                "PGPORT": str(self.stack.ports.postgres),
                "PGUSER": SUPERUSER,
                "PGPASSWORD": self.stack.stores.credentials.get("postgres"),
                "PGDATABASE": "postgres",
            },
        )

    def floor_server(self, robot_id: str, store_id: str) -> Program:
        """Needs the migrated databases of the floor."""
        port = self.floor_ports.public + FLOOR_OFFSET
        base_server = ROOT / "base_server"
        return Program(
            name=FLOOR,
            # The packages of the servers themselves, in the same versions.
            command=(str(base_server / ".venv/bin/python"), "-m", "bench.floor"),
            folder=ROOT / "bench",
            environment=inherited_environment()
            | {
                "PYTHONPATH": str(ROOT / "bench"),
                FLOOR_PORT: str(port),
                "FLOOR_BASE_DATABASE": self.floor.base_database,
                "FLOOR_STORE_DATABASE": self.floor.store_database,
                # A million rows are not written twice; nothing changes them meanwhile.
                "FLOOR_LISTS_DATABASE": self.ours.base_database,
                "FLOOR_ROBOT": robot_id,
                "FLOOR_STORE": store_id,
            },
            ready=http_ready(port, "/healthz"),
            port=port,
        )

    def floor_gateway(self) -> Program:
        """Sends everything to the floor's server."""
        home = Home(self.home.path / FLOOR)
        home.make()
        port = self.floor_ports.public + FLOOR_OFFSET
        upstreams = {name: [port] for name in self.stack.gateway.upstreams}
        gateway = Gateway(home, self.floor_ports, upstreams).prepare()
        return dataclasses.replace(gateway, name=FLOOR_GATEWAY)


def make_sides(home: Home, *, durable: bool) -> Sides:
    """On free ports. `durable`: PostgreSQL waits for the disk at each commit."""
    ours, floor = free_ports(), free_ports()
    while floor == ours:
        floor = free_ports()
    stores = Stores(home, ours, Credentials(home), durable=durable, external={})
    return Sides(home, Stack(stores, settings=WEBHOOKS_TO_LOOPBACK), floor)
