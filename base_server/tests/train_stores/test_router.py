"""Stores on train runs."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreSummary

from app.models import TrainStore
from tests.factories import TODAY, TRAIN
from tests.fakes import FakeStores

RUN = {"train_number": TRAIN, "train_date": str(TODAY)}


@pytest.fixture
async def headers(sign_in: SignIn) -> dict[str, str]:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


@pytest.fixture
def store(stores: FakeStores) -> StoreSummary:
    store = StoreSummary(
        id=uuid4(), name="Bistro", description="", logo_url=None, store_type="RESTAURANT"
    )
    stores.known[store.id] = store
    return store


async def _count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(TrainStore)) or 0


async def test_unknown_store(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await client.post(f"/admin/store/{uuid4()}/train", json=RUN, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "STORE_NOT_FOUND")


async def test_binding_twice_is_one_binding(
    client: httpx.AsyncClient,
    headers: dict[str, str],
    session: AsyncSession,
    store: StoreSummary,
) -> None:
    for _ in range(2):
        answer = await client.post(f"/admin/store/{store.id}/train", json=RUN, headers=headers)
        assert answer.json() == {"status": "OK"}
    assert await _count(session) == 1


async def test_runs_of_a_store(
    client: httpx.AsyncClient, headers: dict[str, str], store: StoreSummary
) -> None:
    path = f"/admin/store/{store.id}/trains"
    assert (await client.get(path, headers=headers)).json()["items"] == []
    later = {"train_number": TRAIN, "train_date": str(TODAY + timedelta(days=1))}
    for run in (RUN, later):
        await client.post(f"/admin/store/{store.id}/train", json=run, headers=headers)
    answer = (await client.get(path, headers=headers)).json()
    assert (answer["items"], answer["total"]) == ([later, RUN], 2)
    other = await client.get(f"/admin/store/{uuid4()}/trains", headers=headers)
    assert other.json()["items"] == []


async def test_unbinding(
    client: httpx.AsyncClient,
    headers: dict[str, str],
    session: AsyncSession,
    store: StoreSummary,
) -> None:
    await client.post(f"/admin/store/{store.id}/train", json=RUN, headers=headers)
    path = f"/admin/store/{store.id}/train/unbind"
    for _ in range(2):
        answer = await client.delete(path, params=RUN, headers=headers)
        assert answer.json() == {"status": "OK"}
    assert await _count(session) == 0
