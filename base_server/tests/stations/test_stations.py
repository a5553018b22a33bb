"""Names of stations."""

import asyncio
from typing import Any

import httpx
import pytest
from base_api import Privilege
from service_kit.testing.plugin import SignIn

MOSCOW = {"ru": "Москва", "en": "Moscow"}


@pytest.fixture
async def headers(sign_in: SignIn) -> dict[str, str]:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


class TestNames:
    async def test_without_asking_for_any(self, client: httpx.AsyncClient) -> None:
        assert (await client.get("/stations")).status_code == 422

    async def test_of_too_many_at_once(self, client: httpx.AsyncClient) -> None:
        ids = [f"s{number}" for number in range(101)]
        assert (await client.get("/stations", params={"id": ids})).status_code == 422

    async def test_anybody_reads_those_that_there_are(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        await client.put("/admin/station/moscow", json={"names": MOSCOW}, headers=headers)
        await client.put("/admin/station/tver", json={"names": {"en": "Tver"}}, headers=headers)
        answer = await client.get("/stations", params={"id": ["moscow", "unknown"]})
        assert answer.json() == [{"station_id": "moscow", "names": MOSCOW}]
        assert answer.headers["Cache-Control"] == "public, max-age=300"


class TestNaming:
    @pytest.mark.parametrize(
        "names", [{}, {"russian": "Москва"}, {"ru": ""}, {"ru": "x" * 101}, {"RU": "Москва"}, None]
    )
    async def test_malformed(
        self, client: httpx.AsyncClient, headers: dict[str, str], names: Any
    ) -> None:
        answer = await client.put("/admin/station/m", json={"names": names}, headers=headers)
        assert answer.status_code == 422

    async def test_replaces_what_was_there(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        for names in (MOSCOW, {"en": "Moscow"}):
            answer = await client.put("/admin/station/m", json={"names": names}, headers=headers)
            assert answer.json() == {"station_id": "m", "names": names}
        page = (await client.get("/admin/stations", headers=headers)).json()
        assert page["items"] == [{"station_id": "m", "names": {"en": "Moscow"}}]

    @pytest.mark.parametrize("search", ["MSK", "осква", "kva"])
    async def test_is_found_by_each_of_its_names(
        self, client: httpx.AsyncClient, headers: dict[str, str], search: str
    ) -> None:
        names = {"ru": "Москва", "en": "Moskva"}
        await client.put("/admin/station/msk-1", json={"names": names}, headers=headers)
        await client.put("/admin/station/led", json={"names": {"en": "Led"}}, headers=headers)
        page = (await client.get(f"/admin/stations?search={search}", headers=headers)).json()
        assert [one["station_id"] for one in page["items"]] == ["msk-1"]

    async def test_of_an_id_with_a_slash(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        path = "/admin/station/msk%2Fkazansky"
        answer = await client.put(path, json={"names": MOSCOW}, headers=headers)
        assert answer.json()["station_id"] == "msk/kazansky"
        assert (await client.delete(path, headers=headers)).status_code == 200

    async def test_by_many_at_once_makes_one(
        self, client: httpx.AsyncClient, headers: dict[str, str]
    ) -> None:
        body = {"names": MOSCOW}
        answers = await asyncio.gather(
            *(client.put("/admin/station/m", json=body, headers=headers) for _ in range(10))
        )
        assert {answer.status_code for answer in answers} == {200}
        assert (await client.get("/admin/stations", headers=headers)).json()["total"] == 1


class TestForgetting:
    async def test_unknown(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        answer = await client.delete("/admin/station/nowhere", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "STATION_NOT_FOUND")

    async def test_leaves_no_name(self, client: httpx.AsyncClient, headers: dict[str, str]) -> None:
        await client.put("/admin/station/m", json={"names": MOSCOW}, headers=headers)
        await client.delete("/admin/station/m", headers=headers)
        assert (await client.get("/stations", params={"id": "m"})).json() == []
