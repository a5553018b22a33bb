"""How fast the machine was: it tells a slow hour from slow code, and one machine from another."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

COUNTED = 20_000_000
_TICKS = os.sysconf("SC_CLK_TCK")
# Of the first line of /proc/stat.
_STEAL_COLUMN = 7


@dataclass(frozen=True)
class Moment:
    """`counting`: seconds in which plain Python counts to `COUNTED` on one core. `stolen`: seconds
    of all cores since boot in which the hypervisor served somebody else. `at`: seconds."""

    counting: float
    stolen: float
    at: float

    @classmethod
    def now(cls) -> "Moment":
        started = time.perf_counter()
        number = 0
        while number < COUNTED:
            number += 1
        at = time.perf_counter()
        columns = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
        return cls(at - started, int(columns[_STEAL_COLUMN]) / _TICKS, at)


@dataclass(frozen=True)
class Pace:
    """Of the time between two moments. `stolen`: a share of all cores."""

    counting_before: float
    counting_after: float
    stolen: float

    @classmethod
    def between(cls, before: Moment, after: Moment) -> "Pace":
        core_seconds = len(os.sched_getaffinity(0)) * (after.at - before.at)
        stolen = (after.stolen - before.stolen) / core_seconds
        return cls(before.counting, after.counting, stolen)

    def __str__(self) -> str:
        return (
            f"Plain Python counted to {COUNTED // 10**6} million in {self.counting_before:.1f} s "
            f"before the run and in {self.counting_after:.1f} s after it; meanwhile the hypervisor "
            f"gave {self.stolen:.0%} of the cores' time to others."
        )
