from hypothesis import given
from hypothesis import strategies as st

from app.verdict import Judgement, MatchRule, Verdict, judge

RULE = MatchRule(threshold=0.5, margin=0.04)
distances = st.floats(0, 2)
nearest_first = st.lists(distances, max_size=6).map(sorted)
rules = st.builds(MatchRule, threshold=st.floats(0.01, 1), margin=st.floats(0, 0.3))


def test_one_near_face_is_a_match() -> None:
    assert judge([0.3], RULE) == Judgement(Verdict.MATCH, None)


def test_a_far_face_is_unknown() -> None:
    assert judge([0.51], RULE).verdict is Verdict.UNKNOWN


def test_the_threshold_itself_is_a_match() -> None:
    assert judge([0.5], RULE).verdict is Verdict.MATCH


def test_two_near_faces_are_ambiguous() -> None:
    assert judge([0.3, 0.33], RULE).verdict is Verdict.AMBIGUOUS


def test_a_runner_up_beyond_the_threshold_still_casts_doubt() -> None:
    assert judge([0.49, 0.51], RULE).verdict is Verdict.AMBIGUOUS


@given(rules, distances)
def test_confidence_lies_between_nothing_and_all(rule: MatchRule, distance: float) -> None:
    assert 0 <= rule.confidence(distance) <= 1
    assert (rule.confidence(distance) > 0) <= rule.is_match(distance)


@given(rules)
def test_nobody_compared_is_unknown(rule: MatchRule) -> None:
    assert judge([], rule) == Judgement(Verdict.UNKNOWN, None)


@given(nearest_first, rules)
def test_unknown_exactly_when_nobody_is_within_the_threshold(
    near: list[float], rule: MatchRule
) -> None:
    somebody = any(distance <= rule.threshold for distance in near)
    assert (judge(near, rule).verdict is Verdict.UNKNOWN) is not somebody


@given(nearest_first, rules)
def test_a_match_keeps_its_margin(near: list[float], rule: MatchRule) -> None:
    judgement = judge(near, rule)
    if judgement.verdict is Verdict.MATCH and judgement.margin is not None:
        assert judgement.margin >= rule.margin


@given(nearest_first, rules, distances)
def test_another_candidate_never_makes_an_ambiguity_a_match(
    near: list[float], rule: MatchRule, another: float
) -> None:
    before = judge(near, rule).verdict
    after = judge(sorted([*near, another]), rule).verdict
    # Only a candidate nearer than all the others can settle a doubt, by being the one.
    if near and another >= near[0] and before is Verdict.AMBIGUOUS:
        assert after is Verdict.AMBIGUOUS


@given(nearest_first, rules, st.floats(0, 0.5))
def test_a_wider_margin_never_makes_more_matches(
    near: list[float], rule: MatchRule, more: float
) -> None:
    strict = MatchRule(rule.threshold, rule.margin + more)
    if judge(near, strict).verdict is Verdict.MATCH:
        assert judge(near, rule).verdict is Verdict.MATCH


@given(nearest_first, rules)
def test_those_behind_the_runner_up_change_nothing(near: list[float], rule: MatchRule) -> None:
    assert judge(near, rule) == judge(near[:2], rule)
