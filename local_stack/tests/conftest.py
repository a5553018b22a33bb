from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports, free_ports
from local_stack.supervision.supervisor import Supervisor


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "stack")
    made.make()
    return made


@pytest.fixture
def ports() -> Ports:
    return free_ports()


@pytest.fixture
async def supervisor(home: Home) -> AsyncIterator[Supervisor]:
    made = Supervisor(home.logs, lambda _name, _seconds: None)
    await made.start([])
    yield made
    await made.stop()
