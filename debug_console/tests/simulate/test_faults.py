"""Which processes are broken, and how."""

from app.simulate.faults import FREEZE, KILL, choose

PROCESSES = ["base-1", "base-2", "chroma", "face-1", "gateway", "identity", "postgres", "store-1"]


def test_every_victim_has_its_turn() -> None:
    chosen = choose(PROCESSES, 5, seed=1)
    assert {one.victim for one in chosen} == {"base-1", "base-2", "gateway", "postgres", "store-1"}


def test_kills_and_freezes_by_turns() -> None:
    signals = [one.signal for one in choose(PROCESSES, 4, seed=2)]
    assert signals == [KILL, FREEZE, KILL, FREEZE]


def test_more_faults_than_processes() -> None:
    assert len(choose(PROCESSES, 12, seed=3)) == 12


def test_the_same_seed_breaks_the_same() -> None:
    assert choose(PROCESSES, 7, seed=4) == choose(PROCESSES, 7, seed=4)
