"""What /proc tells of processes: their trees, their memory, and who holds a port."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LISTENING = "0A"


@dataclass(frozen=True)
class Holder:
    pid: int
    name: str


def children_by_parent() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The name, in parentheses, may itself hold spaces and parentheses.
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            found[int(after_name[1])].append(int(folder.name))
    return found


def tree(pid: int, children: dict[int, list[int]]) -> list[int]:
    """The process and all its descendants."""
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def resident_bytes(pid: int) -> int:
    return _from_lines(PROC / str(pid) / "status", "VmRSS:")


def proportional_bytes(pid: int) -> int:
    """Resident memory with each shared page counted once among those who share it."""
    return _from_lines(PROC / str(pid) / "smaps_rollup", "Pss:")


def _from_lines(file: Path, label: str) -> int:
    try:
        lines = file.read_text().splitlines()
    except OSError:
        return 0
    for line in lines:
        if line.startswith(label):
            return int(line.split()[1]) * 1024
    return 0


def listener_of(port: int) -> Holder | None:
    """The process that listens on a port; None when it belongs to somebody else."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    if not sockets:
        return None
    for folder in PROC.iterdir():
        if folder.name.isdigit() and _holds(folder, sockets):
            return Holder(int(folder.name), (folder / "comm").read_text().strip())
    return None


def _listening_inodes(port: int) -> set[str]:
    found = set()
    for table in (PROC / "net" / "tcp", PROC / "net" / "tcp6"):
        if not table.exists():
            continue
        for line in table.read_text().splitlines()[1:]:
            columns = line.split()
            if columns[3] == LISTENING and int(columns[1].rpartition(":")[2], 16) == port:
                found.add(columns[9])
    return found


def _holds(folder: Path, sockets: set[str]) -> bool:
    try:
        return any(str(entry.readlink()) in sockets for entry in (folder / "fd").iterdir())
    except OSError:
        return False
