import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evaluation.drawing import draw_curve
from app.evaluation.rates import Pairs, curve, labelled_pairs, measure, propose, stranger_pairs

distances = st.lists(st.floats(0, 2), min_size=1, max_size=60).map(np.sort)
NONE = np.empty(0)


@given(distances, distances)
def test_rates_are_the_shares_that_one_counts(genuine: np.ndarray, impostor: np.ndarray) -> None:
    rates = measure(Pairs(genuine, impostor), 0.5)
    assert rates.fmr == pytest.approx(np.mean(impostor <= 0.5))
    assert rates.fnmr == pytest.approx(np.mean(genuine > 0.5))


@given(distances, st.floats(0.001, 0.999))
def test_the_proposed_threshold_keeps_the_wanted_rate(impostor: np.ndarray, wanted: float) -> None:
    pairs = Pairs(NONE, impostor)
    proposal = propose(pairs, wanted)
    assert proposal is not None
    rate = measure(pairs, proposal.threshold).fmr
    # At a distance of zero nothing can keep strangers apart.
    assert rate is not None
    assert rate <= wanted or proposal.threshold <= 0


def test_few_pairs_are_said_to_be_few() -> None:
    impostor = np.sort(np.random.default_rng(1).uniform(0.4, 1, 1000))
    few, enough = propose(Pairs(NONE, impostor), 0.001), propose(Pairs(NONE, impostor), 0.01)
    assert few is not None
    assert enough is not None
    assert (few.is_reliable, enough.is_reliable) == (False, True)
    assert few.threshold < enough.threshold
    assert propose(Pairs(NONE, NONE), 0.5) is None


def test_pairs_of_people() -> None:
    anna = np.array([[0, 0], [0, 1]], dtype=np.float32)
    boris = np.array([[3, 0]], dtype=np.float32)
    pairs = labelled_pairs([anna, boris])
    assert pairs.genuine == pytest.approx([1])
    assert pairs.impostor == pytest.approx([3, 10**0.5])
    assert sorted(stranger_pairs(np.concatenate([anna, boris]))) == pytest.approx([1, 3, 10**0.5])


def test_the_curve_trades_one_error_for_the_other() -> None:
    chance = np.random.default_rng(2)
    pairs = Pairs(np.sort(chance.normal(0.3, 0.1, 500)), np.sort(chance.normal(0.8, 0.1, 500)))
    table = curve(pairs, 30)
    assert [one.fmr for one in table] == sorted(one.fmr or 0 for one in table)
    assert [one.fnmr for one in table] == sorted((one.fnmr or 0 for one in table), reverse=True)
    assert draw_curve(table).count("<polyline") == 1
    assert curve(Pairs(NONE, NONE), 30) == []
