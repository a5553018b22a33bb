"""Ends what a killed supervisor leaves behind.

The kernel kills the supervisor's own children with it, but not their children (nginx workers, pool
workers). This program is started beside the supervisor with a pipe as standard input and is told
each process group that starts (`+123`) or has ended (`-123`). The pipe closes when the supervisor
is gone, for whatever reason; then it kills the groups that are left. Standard library only, run by
path with `python -IS`, so that it stays small.
"""

import os
import signal
import sys
from contextlib import suppress


def main() -> None:
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    for group in groups:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    main()
