"""Each picture is looked at once in a test run: the same bytes give the same answer."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

from app.refusals import PictureRefused
from app.workers.pool import WorkerPool

Answer = tuple[Any, PictureRefused | None]


def remember_pictures(pool: WorkerPool, patch: pytest.MonkeyPatch) -> None:
    """Let the workers look only at pictures that they have not seen yet.

    Encoding one face takes longer than all else that a test does. What workers do under load, and
    through kills, is tested where nothing is remembered.
    """
    patch.setattr(pool, "run", partial(_remembered, pool.run, {}))


async def _remembered(
    run: Callable[..., Awaitable[Any]],
    known: dict[tuple[object, ...], Answer],
    job: Callable[..., Any],
    *args: object,
) -> Any:
    key = (job, *args)
    if key not in known:
        try:
            known[key] = (await run(job, *args), None)
        except PictureRefused as refused:
            known[key] = (None, refused)
    answer, refusal = known[key]
    if refusal:
        raise PictureRefused(refusal.reason, refusal.detail)
    return answer
