"""The row about a table of a million rows in a browser."""

import asyncio
import json
import os

from local_stack.install.modules import ROOT, discover

from bench.measure.plan import Plan
from bench.measure.result import Goal, Row, Spread
from bench.stack import million

LEAST_FRAMES = 50.0
_MODULE = "end_to_end"


async def measure_scrolling(url: str, plan: Plan) -> Row:
    """In Chromium, whose driver belongs to the end-to-end tests. No screen shows more than 60."""
    (module,) = [one for one in discover() if one.name == _MODULE]
    process = await asyncio.create_subprocess_exec(
        str(module.python),
        "-m",
        "measure.scrolling",
        str(plan.rounds),
        cwd=ROOT / _MODULE,
        env=os.environ | {"PROVODNIK_URL": url},
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"measure.scrolling ended with {process.returncode}")
    return Row(
        f"tickets, table of {million.ROWS:,} in Chromium, scrolling",
        "frames/s",
        Spread.of(json.loads(printed)),
        Goal(LEAST_FRAMES, is_least=True),
    )
