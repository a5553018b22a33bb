"""Which processes are broken, and how."""

from app.simulate.faults import FILL, FREEZE, KILL, choose

PROCESSES = ["base-1", "base-2", "chroma", "face-1", "gateway", "identity", "postgres", "store-1"]


def test_every_process_has_its_turn() -> None:
    chosen = choose(PROCESSES, 7, seed=1)
    broken = {one.victim for one in chosen if one.kind != FILL}
    assert broken == {"base-1", "base-2", "gateway", "postgres", "store-1"}


def test_kinds_take_turns() -> None:
    kinds = [one.kind for one in choose(PROCESSES, 4, seed=2)]
    assert kinds == [KILL, FREEZE, FILL, KILL]


def test_each_server_is_filled() -> None:
    filled = [one.victim for one in choose(PROCESSES, 9, seed=2) if one.kind == FILL]
    assert filled == ["base", "store", "base"]


def test_more_faults_than_processes() -> None:
    assert len(choose(PROCESSES, 12, seed=3)) == 12


def test_the_same_seed_breaks_the_same() -> None:
    assert choose(PROCESSES, 7, seed=4) == choose(PROCESSES, 7, seed=4)
