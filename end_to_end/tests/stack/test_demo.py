"""The demo, as `make demo` runs it."""

import pytest

from tests.stack.programs import run_module


@pytest.mark.alone
async def test_the_whole_day_goes_well() -> None:
    day = await run_module("debug_console", "demo")
    assert day.code == 0, day.output
    lines = day.output.splitlines()
    assert "The whole day went as it should" in lines[-1]
    assert 20 <= sum("✓" in line for line in lines) <= 40
    assert "✗" not in day.output


async def test_a_failure_names_its_step() -> None:
    day = await run_module("debug_console", "demo", PROVODNIK_ADMIN_PASSWORD="wrong")
    assert day.code == 1
    last = day.output.splitlines()[-1]
    assert "stopped at step 1 (The administrator signs in): BAD_CREDENTIALS" in last


async def test_without_a_stack_it_says_what_to_type() -> None:
    day = await run_module("debug_console", "demo", PROVODNIK_URL="http://127.0.0.1:9")
    assert day.code == 1
    assert day.output.strip() == "No platform answers at http://127.0.0.1:9. Start it: make up"
