from uuid import uuid4

import httpx
import pytest
from service_kit.database import Database
from service_kit.http_client.credentials import issue_credential

from app.config import Settings
from app.stores.schemas import StoreRead
from tests.factories import archive_store, create_store


def credential(settings: Settings, *, audience: str = "store") -> dict[str, str]:
    secret = settings.internal.secret
    token = issue_credential(caller="base", audience=audience, secret=secret)
    return {"Authorization": f"Bearer {token}"}


class TestListOpen:
    async def test_credential_for_another_service_is_refused(
        self, client: httpx.AsyncClient, settings: Settings
    ) -> None:
        headers = credential(settings, audience="face")
        answer = await client.get("/internal/stores", headers=headers, params={"ids": uuid4().hex})
        assert answer.status_code == 401

    @pytest.mark.parametrize("ids", [[], ["17"], [str(uuid4()) for _ in range(101)]])
    async def test_bad_ids_are_refused(
        self, client: httpx.AsyncClient, settings: Settings, ids: list[str]
    ) -> None:
        answer = await client.get(
            "/internal/stores", headers=credential(settings), params={"ids": ids}
        )
        assert answer.status_code == 422

    async def test_open_ones_among_the_ids_are_listed(
        self,
        client: httpx.AsyncClient,
        settings: Settings,
        store: StoreRead,
        database: Database,
    ) -> None:
        closed = await create_store(database)
        await archive_store(database, closed.id)
        ids = [str(store.id), str(closed.id), str(uuid4())]
        answer = await client.get(
            "/internal/stores", headers=credential(settings), params={"ids": ids}
        )
        assert [one["id"] for one in answer.json()] == [str(store.id)]
        assert answer.json()[0]["store_type"] == "RESTAURANT"
