import os
import sys
from pathlib import Path

from local_stack.supervision.supervisor import Supervisor
from local_stack.testing.runner import Runner
from local_stack.testing.tasks import Task

# Fails if the folder is there already.
HOLDS_A_FOLDER = """
import pathlib, sys, time
held = pathlib.Path(sys.argv[1])
held.mkdir()
time.sleep(0.2)
held.rmdir()
"""
# Ends when somebody holds the folder.
SEES_THE_FOLDER = """
import pathlib, sys, time
while not pathlib.Path(sys.argv[1]).is_dir():
    time.sleep(0.01)
"""


def task(name: str, code: str, held: Path) -> Task:
    return Task(name, (sys.executable, "-c", code, str(held)), held.parent, dict(os.environ))


async def test_what_shares_something_runs_one_after_another_and_beside_the_rest(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    runner = Runner(supervisor)
    held = tmp_path / "held"
    names = ["first", "second", "third"]

    await runner.run(
        [task("other", SEES_THE_FOLDER, held)],
        in_turn=[task(name, HOLDS_A_FOLDER, held) for name in names],
    )

    assert all(result.is_good for result in runner.results)
    assert [result.name for result in runner.results if result.name != "other"] == names
