"""CPU time of processes and of the machine, from /proc."""

import os
from pathlib import Path

from local_stack.supervision.proc import children_by_parent, tree
from local_stack.supervision.supervisor import Supervisor

TICKS = os.sysconf("SC_CLK_TCK")
# Of the first line of /proc/stat: idle and iowait are no work.
_IDLE_COLUMNS = (3, 4)


async def pids_of(supervisor: Supervisor) -> dict[str, int]:
    snapshot = await supervisor.snapshot()
    return {program.name: program.pid for program in snapshot if program.pid is not None}


def cpu_seconds(pid: int) -> float:
    """Of the process, its descendants, and those of them that have ended."""
    return sum(map(_own_cpu_seconds, tree(pid, children_by_parent())))


def _own_cpu_seconds(pid: int) -> float:
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # utime, stime, and both of the children that were waited for.
    return sum(map(int, after_name[11:15])) / TICKS


def machine_cpu_seconds() -> float:
    """All work of all cores since boot, whoever did it."""
    columns = Path("/proc/stat").read_text().splitlines()[0].split()[1:9]
    return sum(int(n) for i, n in enumerate(columns) if i not in _IDLE_COLUMNS) / TICKS
