"""Work from time to time."""

import asyncio

import pytest
from fastapi import FastAPI
from service_kit import periodic
from service_kit.components import components_of
from service_kit.database import Database
from service_kit.periodic import Job, PeriodicJobs, run_once
from sqlalchemy.ext.asyncio import AsyncSession


@pytest.fixture
def database(app: FastAPI) -> Database:
    return components_of(app).get(Database)


async def test_two_replicas_do_not_do_the_same_at_the_same_time(database: Database) -> None:
    begun: list[int] = []

    async def slow(_: AsyncSession) -> int:
        begun.append(1)
        await asyncio.sleep(0.2)
        return 7

    job = Job("slow", 60, slow)
    done = await asyncio.gather(*(run_once(database, job) for _ in range(3)))
    assert sorted(done) == [0, 0, 7]
    assert len(begun) == 1


async def test_a_failure_is_not_the_end(database: Database) -> None:
    runs: list[int] = []

    async def failing(_: AsyncSession) -> int:
        runs.append(1)
        raise RuntimeError("once more")

    jobs = PeriodicJobs(database, [Job("failing", 0.01, failing)])
    await jobs.open()
    async with asyncio.timeout(5):
        while len(runs) < 3:
            await asyncio.sleep(0.01)
    await jobs.check()
    await jobs.close()
    with pytest.raises(RuntimeError):
        await jobs.check()


async def test_a_server_that_starts_can_be_asked_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []

    def noted(name: str) -> Job:
        async def note(_: AsyncSession) -> int:
            runs.append(name)
            return 0

        return Job(name, 60, note)

    monkeypatch.setattr(periodic, "FIRST_AFTER_SECONDS", 60)
    jobs = PeriodicJobs(database, [noted("periodic")])
    await jobs.open()
    for _ in range(3):
        await run_once(database, noted("asked"))
    await jobs.close()
    assert runs == ["asked"] * 3
