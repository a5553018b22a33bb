from uuid import uuid4

import pytest

from app.incidents.rules import Step, is_allowed, is_repeated
from app.models import IncidentState

NEW, ACKNOWLEDGED = IncidentState.NEW, IncidentState.ACKNOWLEDGED
RESOLVED, FALSE_ALARM = IncidentState.RESOLVED, IncidentState.FALSE_ALARM
WAYS = {(NEW, ACKNOWLEDGED), (ACKNOWLEDGED, RESOLVED), (ACKNOWLEDGED, FALSE_ALARM)}


@pytest.mark.parametrize("before", IncidentState)
@pytest.mark.parametrize("after", IncidentState)
def test_the_only_ways(before: IncidentState, after: IncidentState) -> None:
    assert is_allowed(Step(after, uuid4()), before) == ((before, after) in WAYS)


def test_only_the_same_person_repeats_the_same() -> None:
    me = uuid4()
    said = Step(FALSE_ALARM, me, "a mop")
    assert is_repeated(said, Step(FALSE_ALARM, me, "a mop"))
    assert not is_repeated(said, Step(FALSE_ALARM, uuid4(), "a mop"))
    assert not is_repeated(said, Step(FALSE_ALARM, me, "a broom"))
    assert not is_repeated(said, None)
