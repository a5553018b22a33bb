import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from app.config import Settings
from app.engine import dlib_engine
from app.engine.base import Engines, EngineUnavailable
from app.engine.dlib_engine import DlibEngine
from app.engine.examination import encode_only_face
from app.workers.errors import FaceEngineBusy, FaceEngineFailed
from app.workers.pool import WorkerPool, WorkerSettings
from tests.portraits import astronaut, encoded
from tests.waiting import until, until_gone
from tests.workers import jobs
from tests.workers.jobs import IdleEngine

SETTINGS = Settings()


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[WorkerPool]:
    two = WorkerPool(Engines(DlibEngine()), 2, WorkerSettings(queue=3, time_limit_seconds=10))
    await two.open()
    yield two
    await two.close()


async def until_alive(pool: WorkerPool, count: int) -> None:
    await until(lambda: len(pool.worker_pids) == count)


async def test_work_is_shared_between_processes_other_than_this(pool: WorkerPool) -> None:
    done = await asyncio.gather(pool.run(jobs.sleep, 0.2), pool.run(jobs.sleep, 0.2))
    assert set(done) == set(pool.worker_pids)
    assert os.getpid() not in done


async def test_encodes_and_leaves_the_event_loop_free(pool: WorkerPool) -> None:
    data = encoded(astronaut())
    work = asyncio.gather(
        *(
            pool.run(encode_only_face, data, SETTINGS.picture.limits, SETTINGS.enrolment.demands)
            for _ in range(4)
        )
    )
    ticks = 0
    while not work.done():
        await asyncio.sleep(0.005)
        ticks += 1
    assert {result.templates["dlib-resnet-v1"].shape for result in work.result()} == {(128,)}
    assert ticks > 10


async def test_an_error_of_the_job_comes_back(pool: WorkerPool) -> None:
    with pytest.raises(LookupError, match="a bug of the job"):
        await pool.run(jobs.fail)


async def test_a_full_queue_refuses_at_once(pool: WorkerPool) -> None:
    accepted = [asyncio.create_task(pool.run(jobs.sleep, 0.1)) for _ in range(8)]
    await asyncio.sleep(0)
    with pytest.raises(FaceEngineBusy) as busy:
        await pool.run(jobs.process_id)
    assert int(busy.value.headers["Retry-After"]) >= 1
    await asyncio.gather(*accepted)
    assert await pool.run(jobs.process_id) in pool.worker_pids


async def test_a_worker_killed_in_the_middle_costs_nobody_an_answer(
    pool: WorkerPool, tmp_path: Path
) -> None:
    results = await asyncio.gather(
        pool.run(jobs.die_once, tmp_path / "died"),
        *(pool.run(jobs.sleep, 0.1) for _ in range(5)),
    )
    assert results[0] == "done"
    await until_alive(pool, 2)


async def test_a_job_that_kills_every_worker_fails_alone(pool: WorkerPool) -> None:
    deadly, harmless = await asyncio.gather(
        pool.run(jobs.die), pool.run(jobs.sleep, 0.5), return_exceptions=True
    )
    assert isinstance(deadly, FaceEngineFailed)
    assert isinstance(harmless, int)
    await until_alive(pool, 2)


async def test_an_idle_worker_that_dies_is_replaced_before_anybody_needs_it(
    pool: WorkerPool,
) -> None:
    victim = pool.worker_pids[0]
    os.kill(victim, signal.SIGKILL)
    await until_gone([victim])
    await until_alive(pool, 2)
    assert victim not in pool.worker_pids


async def test_all_workers_killed_again_and_again_under_load(pool: WorkerPool) -> None:
    async def kill() -> None:
        for _ in range(3):
            await asyncio.sleep(0.3)
            for pid in pool.worker_pids:
                os.kill(pid, signal.SIGKILL)

    async def ask() -> int | FaceEngineFailed:
        try:
            return await pool.run(jobs.sleep, 0.02)
        except FaceEngineFailed as failed:
            return failed

    killing = asyncio.create_task(kill())
    while not killing.done():
        await asyncio.gather(*(ask() for _ in range(4)))
    await until_alive(pool, 2)
    assert await pool.run(jobs.process_id) in pool.worker_pids
    await pool.check()


async def test_a_job_over_its_time_is_ended() -> None:
    hasty = WorkerPool(Engines(IdleEngine()), 1, WorkerSettings(time_limit_seconds=0.3))
    await hasty.open()
    stuck = hasty.worker_pids[0]
    with pytest.raises(FaceEngineFailed):
        await hasty.run(jobs.sleep, 60)
    await until_gone([stuck])
    assert await hasty.run(jobs.process_id) in hasty.worker_pids
    await hasty.close()


async def test_not_ready_without_a_worker() -> None:
    with pytest.raises(FaceEngineFailed):
        await WorkerPool(Engines(IdleEngine()), 1, WorkerSettings()).check()


async def test_closing_leaves_no_process() -> None:
    short = WorkerPool(Engines(IdleEngine()), 1, WorkerSettings())
    await short.open()
    pid = short.worker_pids[0]
    await short.close()
    await until_gone([pid])


async def test_closing_does_not_wait_for_a_stuck_job() -> None:
    stuck = WorkerPool(Engines(IdleEngine()), 1, WorkerSettings())
    await stuck.open()
    job = asyncio.create_task(stuck.run(jobs.sleep, 60))
    await asyncio.sleep(0.2)
    job.cancel()
    async with asyncio.timeout(5):
        await stuck.close()


async def test_missing_weights_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dlib_engine, "WEIGHTS_PACKAGE", "no_such_package")
    with pytest.raises(EngineUnavailable, match="Install the package"):
        await WorkerPool(Engines(DlibEngine()), 1, WorkerSettings()).open()


class BrokenEngine(DlibEngine):
    def load(self) -> None:
        raise MemoryError


async def test_a_model_that_cannot_be_loaded_stops_the_start() -> None:
    pool = WorkerPool(Engines(BrokenEngine()), 1, WorkerSettings())
    with pytest.raises(BrokenProcessPool):
        await pool.open()
    await pool.close()


PARENT = """
import asyncio
from app.engine.base import Engines
from app.workers.pool import WorkerPool, WorkerSettings
from tests.workers.jobs import IdleEngine

async def main():
    pool = WorkerPool(Engines(IdleEngine()), 1, WorkerSettings())
    await pool.open()
    print(pool.worker_pids[0], flush=True)
    await asyncio.sleep(60)

if __name__ == "__main__":
    asyncio.run(main())
"""


async def test_workers_die_with_a_killed_parent(tmp_path: Path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT)
    parent = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert parent.stdout
    worker = next(int(line) for line in parent.stdout if line.strip().isdigit())
    parent.kill()
    parent.wait()
    await until_gone([worker])
