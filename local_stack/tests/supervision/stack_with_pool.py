"""A stack in a process of its own: stores, gateway, and a program with a pool of workers.

python stack_with_pool.py HOME PORT
"""

import asyncio
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from local_stack.running import Running
from local_stack.stack.credentials import Credentials
from local_stack.stack.definition import Stack, Stores
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports
from local_stack.supervision.program import Program, Stage
from local_stack.supervision.supervisor import Supervisor


def work_in_a_pool(flag: Path) -> None:
    """Like a server whose workers wait for work: they do not notice when it is killed."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(time.sleep, [0.2, 0.2]))
        flag.touch()
        time.sleep(600)


def main(home: Home, ports: Ports) -> None:
    home.make()
    stores = Stores(home, ports, Credentials(home), durable=False, external={})
    stack = Stack(stores, without=("base", "store", "face"))
    flag = home.path / "pool-is-up"

    async def is_ready() -> bool:
        return flag.exists()

    pool = Program(
        name="pool",
        command=(sys.executable, __file__, "pool", str(flag)),
        folder=home.path,
        environment=dict(os.environ),
        ready=is_ready,
    )

    async def nothing_more(_: Supervisor) -> None:
        return

    with home.claim():
        running = Running(home, {"url": stack.gateway.url, "home": str(home.path)})
        stages = [*stack.stages(), Stage((pool,))]
        asyncio.run(running.run(lambda: stages, nothing_more, stay=True))


if __name__ == "__main__":
    if sys.argv[1] == "pool":
        work_in_a_pool(Path(sys.argv[2]))
    else:
        main(Home(Path(sys.argv[1])), Ports(int(sys.argv[2])))
