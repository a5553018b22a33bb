"""The whole stack, in the order in which it starts."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from local_stack.stack.chroma import Chroma
from local_stack.stack.credentials import Credentials
from local_stack.stack.gateway import LOGOS, Gateway
from local_stack.stack.home import Home
from local_stack.stack.identity import Identity
from local_stack.stack.ports import Ports
from local_stack.stack.postgres import Postgres, databases_job
from local_stack.stack.redis import Redis
from local_stack.stack.servers import SERVERS, Server, Surroundings, prepare_job, programs
from local_stack.supervision.program import Job, Program, Stage

# A server elsewhere that is to be used instead of one of our own.
EXTERNAL = {
    "postgres": "PROVODNIK_POSTGRES",
    "redis": "PROVODNIK_REDIS",
    "chroma": "PROVODNIK_CHROMA",
}


@dataclass(frozen=True)
class Stores:
    """PostgreSQL, Redis and Chroma: our own, or those that the environment names."""

    home: Home
    ports: Ports
    credentials: Credentials
    durable: bool = True
    redis_password: bool = True
    external: dict[str, str] = field(
        default_factory=lambda: {
            name: os.environ[variable]
            for name, variable in EXTERNAL.items()
            if os.environ.get(variable)
        }
    )

    @property
    def _postgres(self) -> Postgres:
        password = self.credentials.get("postgres")
        return Postgres(self.home, self.ports.postgres, password, self.durable)

    @property
    def _redis(self) -> Redis:
        password = self.credentials.get("redis") if self.redis_password else None
        return Redis(self.home, self.ports.redis, password, self.durable)

    @property
    def _chroma(self) -> Chroma:
        return Chroma(self.home, self.ports.chroma)

    @property
    def postgres_url(self) -> str:
        return self.external.get("postgres", self._postgres.superuser_url)

    @property
    def redis_url(self) -> str:
        return self.external.get("redis", self._redis.url)

    @property
    def chroma_url(self) -> str:
        return self.external.get("chroma", self._chroma.url)

    def wanted_ports(self) -> dict[int, str]:
        ports = {
            "postgres": (self.ports.postgres, "PostgreSQL"),
            "redis": (self.ports.redis, "Redis"),
            "chroma": (self.ports.chroma, "Chroma"),
        }
        return dict(port for name, port in ports.items() if name not in self.external)

    def stage(self) -> Stage:
        own: dict[str, Callable[[], Program]] = {
            "postgres": self._postgres.prepare,
            "redis": self._redis.prepare,
            "chroma": self._chroma.prepare,
        }
        return Stage(tuple(make() for name, make in own.items() if name not in self.external))


@dataclass(frozen=True)
class Stack:
    stores: Stores
    replicas: int = 1
    listen: str = "localhost"
    # Servers that somebody runs by hand, in a debugger say, on the port of their first replica.
    without: tuple[str, ...] = ()
    # Variables for its servers that no other stack has.
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        return self.stores.home

    @property
    def ports(self) -> Ports:
        return self.stores.ports

    @property
    def servers(self) -> list[Server]:
        return [s for s in SERVERS if s.exists and s.name not in self.without]

    @property
    def gateway(self) -> Gateway:
        # Names without a server get their address too: nginx answers 502 there.
        upstreams = {
            server.name: self.ports.replicas(server.offset, self.replicas) for server in SERVERS
        }
        upstreams["keycloak"] = [self.ports.identity]
        return Gateway(self.home, self.ports, upstreams, listen=self.listen)

    @property
    def public_url(self) -> str:
        """What browsers call the platform: another host where it is shown to the network."""
        return os.environ.get("PUBLIC_URL", self.gateway.url).rstrip("/")

    @property
    def identity(self) -> Identity:
        secret = self.stores.credentials.get("identity_client")
        return Identity(self.home, self.ports, secret, self.public_url)

    def wanted_ports(self) -> dict[int, str]:
        wanted = {
            self.ports.public: "the gateway",
            self.ports.identity: "the identity provider",
            self.ports.internal: "the gateway's internal side",
            **self.stores.wanted_ports(),
        }
        for server in self.servers:
            for port in self.ports.replicas(server.offset, self.replicas):
                wanted[port] = f"{server.name}_server"
        return wanted

    def stages(self) -> list[Stage]:
        """Writes the configuration of each program on the way."""
        around = self._surroundings()
        jobs = {server: prepare_job(server, around) for server in self.servers}
        # A server with nothing to prepare need not wait for the others' migrations.
        early: list[Job] = [job for job in jobs.values() if job is not None]
        late: list[Job] = []
        for server, job in jobs.items():
            (early if job is None else late).extend(programs(server, around, self.replicas))
        stages = [
            self.stores.stage(),
            Stage((self._databases(),)),
            Stage(tuple(early)),
            Stage((self.identity.program(), *late)),
            Stage((self.gateway.prepare(),)),
        ]
        return [stage for stage in stages if stage.members]

    def _databases(self) -> Job:
        names = [server.name for server in self.servers if server.database]
        return databases_job(self.home, self.stores.postgres_url, self.stores.credentials, names)

    def _surroundings(self) -> Surroundings:
        return Surroundings(
            ports=self.ports,
            credentials=self.stores.credentials,
            postgres=self.stores.postgres_url,
            redis=self.stores.redis_url,
            chroma=self.stores.chroma_url,
            internal_gateway=self.gateway.internal_url,
            logos=self.home.folder(LOGOS),
            public_url=self.public_url,
            identity=self.identity.server_environment(),
            settings=self.settings,
        )
