"""All ports of a stack follow from the public one."""

import errno
import random
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from local_stack.messages import UserError
from local_stack.supervision.proc import listener_of

DEFAULT = 8080
MOST_REPLICAS = 10
SPAN = 40
# Ports below belong to the system and need its leave.
LEAST = 1024
GREATEST = 65535 - SPAN
# For the processes of a stack that was killed a moment ago.
GRACE_SECONDS = 1.0


@dataclass(frozen=True)
class Ports:
    public: int

    @property
    def internal(self) -> int:
        return self.public + 1

    @property
    def postgres(self) -> int:
        return self.public + 2

    @property
    def redis(self) -> int:
        return self.public + 3

    @property
    def chroma(self) -> int:
        return self.public + 4

    @property
    def identity(self) -> int:
        return self.public + 5

    def replicas(self, offset: int, count: int) -> list[int]:
        """`offset`: 10 for the first server, 20 for the second, and so on."""
        return [self.public + offset + index for index in range(count)]


def free_ports() -> Ports:
    """A range in which nothing listens now, below those that the kernel gives to clients."""
    starts = list(range(20000, 32000, 50))
    random.shuffle(starts)
    for start in starts:
        if all(is_free(port) for port in range(start, start + SPAN)):
            return Ports(start)
    raise UserError("Found no 40 free ports in a row between 20000 and 32000.")


def is_free(port: int) -> bool:
    return all(_can_bind(family, address, port) for family, address in loopback_addresses())


def loopback_addresses() -> Iterator[tuple[socket.AddressFamily, str]]:
    yield socket.AF_INET, "127.0.0.1"
    if socket.has_ipv6 and _can_bind(socket.AF_INET6, "::1", 0):
        yield socket.AF_INET6, "::1"


def _can_bind(family: socket.AddressFamily, address: str, port: int) -> bool:
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        # Connections that are just being forgotten do not keep a server from starting.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error.errno not in {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
    return True


def require_possible(port: int) -> None:
    if not LEAST <= port <= GREATEST:
        raise UserError(
            f"PORT is a number from {LEAST} to {GREATEST}: the stack takes {SPAN} ports from there."
        )


def require_free(wanted: dict[int, str], public: int) -> None:
    """`wanted`: each port and what it is for."""
    deadline = time.monotonic() + GRACE_SECONDS
    while taken := [(port, what) for port, what in wanted.items() if not is_free(port)]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    if not taken:
        return
    lines = [f"Port {port}, needed for {purpose}, is taken{_by(port)}." for port, purpose in taken]
    way_out = f"End what holds it, or move the whole stack: make up PORT={_elsewhere(public)}"
    raise UserError("\n".join([*lines, way_out]))


def _by(port: int) -> str:
    holder = listener_of(port)
    return f" by {holder.name} (process {holder.pid})" if holder else ""


def _elsewhere(public: int) -> int:
    for start in range(public + 1000, 32000, 1000):
        if all(is_free(port) for port in range(start, start + SPAN)):
            return start
    return free_ports().public
