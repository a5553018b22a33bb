import pytest
from local_stack.messages import UserError

from bench.measure.stack_rows import seconds_until_up


def test_the_time_of_a_start_is_what_the_stack_says() -> None:
    assert seconds_until_up("ready …\n\nThe stack is up after 6.4 s\n  pages …") == 6.4


def test_a_stack_that_says_nothing_is_no_measurement() -> None:
    with pytest.raises(UserError, match="did not say"):
        seconds_until_up("The stack is running already.")
