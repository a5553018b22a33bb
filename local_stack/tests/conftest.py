from pathlib import Path

import pytest
from local_stack.stack.home import Home
from local_stack.stack.ports import Ports, free_ports


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "stack")
    made.make()
    return made


@pytest.fixture
def ports() -> Ports:
    return free_ports()
