"""What tests need around them, started on free ports with empty data, and gone afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from local_stack.install import install
from local_stack.install.modules import require
from local_stack.messages import say
from local_stack.running import Running
from local_stack.stack.credentials import Credentials
from local_stack.stack.debug_data import load_debug_data
from local_stack.stack.definition import Stack, Stores
from local_stack.stack.home import VARIABLE, Home, temporary_home
from local_stack.stack.ports import free_ports
from local_stack.supervision.supervisor import Supervisor

# Two of each server, so that the tests see what only replicas show.
REPLICAS = 2


@dataclass(frozen=True)
class Infrastructure:
    supervisor: Supervisor
    environment: Mapping[str, str]


Work = Callable[[Infrastructure], Awaitable[None]]


# Tests receive events here; this machine's usual address stays one that is refused.
WEBHOOKS_TO_TESTS = {
    "STORE_WEBHOOKS__ALLOW_HTTP": "true",
    "STORE_WEBHOOKS__ALLOWED_NETWORKS": '["127.77.0.0/16"]',
}


async def with_infrastructure(work: Work, *, stay: bool = False) -> None:
    """PostgreSQL, Redis and Chroma alone; `stay`: until Ctrl-C."""
    with temporary_home() as home:
        stores = _stores(home, redis_password=False)
        environment = {
            "PROVODNIK_TEST_POSTGRES": stores.postgres_url,
            "PROVODNIK_TEST_REDIS": stores.redis_url,
            "PROVODNIK_TEST_CHROMA": stores.chroma_url,
            # Where they keep their files, for tests that look for what must not be in them.
            "PROVODNIK_TEST_DATA": str(home.path),
        }

        async def after_start(supervisor: Supervisor) -> None:
            await work(Infrastructure(supervisor, environment))

        running = Running(home, {"url": "", "home": str(home.path)}, quiet=True)
        await running.run(lambda: [stores.stage()], after_start, stay=stay)


async def with_whole_stack(work: Work) -> None:
    """Everything that `make up` starts, the debug data included."""
    with temporary_home() as home:
        stores = _stores(home, redis_password=True)
        stack = Stack(stores, replicas=REPLICAS, settings=WEBHOOKS_TO_TESTS)
        environment = {
            "PROVODNIK_URL": stack.gateway.url,
            VARIABLE: str(home.path),
        }

        async def after_start(supervisor: Supervisor) -> None:
            await load_debug_data(supervisor, stack)
            await work(Infrastructure(supervisor, environment))

        running = Running(home, {"url": stack.gateway.url, "home": str(home.path)}, quiet=True)
        await running.run(stack.stages, after_start, stay=False)


def _stores(home: Home, *, redis_password: bool) -> Stores:
    return Stores(
        home,
        free_ports(),
        Credentials(home),
        durable=False,
        redis_password=redis_password,
        external={},
    )


def keep_infrastructure() -> None:
    """`make infra`: print how to reach the servers, and stay."""
    install([require("local_stack")], frontend=False)

    async def show(infrastructure: Infrastructure) -> None:
        for name, value in infrastructure.environment.items():
            say(f"export {name}={value}")
        say("# PostgreSQL, Redis and Chroma run until Ctrl-C; their data goes with them.")

    asyncio.run(with_infrastructure(show, stay=True))
