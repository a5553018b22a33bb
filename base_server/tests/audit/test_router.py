"""The record over HTTP."""

import csv
import io
import json
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.audit import AuditEntry, record, redact
from service_kit.testing.plugin import SignIn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import create_user

Headers = dict[str, str]
FIRST_MOMENTS = ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"]
LAST_MOMENTS = ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-12:00"]


@pytest.fixture
async def headers(sign_in: SignIn) -> Headers:
    return await sign_in("engineer", privileges=Privilege.ADMIN)


async def _record(session: AsyncSession, action: str, subject_id: UUID | None = None) -> AuditEntry:
    record(session, action=action, subject=("things", subject_id))
    await session.commit()
    newest = select(AuditEntry).order_by(AuditEntry.position.desc()).limit(1)
    return (await session.scalars(newest)).one()


async def _actions(client: httpx.AsyncClient, headers: Headers, **params: object) -> list[str]:
    answer = await client.get("/admin/audit", params=params, headers=headers)  # type: ignore[arg-type]
    return [item["action"] for item in answer.json()["items"]]


class TestListAuditEntries:
    async def test_a_time_without_offset(self, client: httpx.AsyncClient, headers: Headers) -> None:
        params = {"from": "2026-01-01T00:00:00"}
        answer = await client.get("/admin/audit", params=params, headers=headers)
        assert answer.status_code == 422

    async def test_newest_first_with_all_fields(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        await _record(session, "things.counted")
        user = await create_user(session, name="Anna", has_consented=False)
        answer = await client.get("/admin/audit", headers=headers)
        newest, oldest = answer.json()["items"]
        assert (newest["action"], oldest["action"]) == ("users.created", "things.counted")
        assert newest["subject_id"] == str(user.id)
        assert newest["changes"]["after"]["name"] == "Anna"
        assert newest["position"] == 2

    async def test_filters(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        thing = uuid4()
        await _record(session, "things.counted", thing)
        await _record(session, "things.sorted", uuid4())
        assert await _actions(client, headers, subject_id=thing) == ["things.counted"]
        assert await _actions(client, headers, action="things.sorted") == ["things.sorted"]
        assert len(await _actions(client, headers, subject_kind="things")) == 2
        assert await _actions(client, headers, caller_id=uuid4()) == []

    async def test_a_period(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        times = [(await _record(session, f"things.{number}")).at for number in range(3)]
        period = {"from": times[1].isoformat(), "to": times[2].isoformat()}
        assert await _actions(client, headers, **period) == ["things.1"]
        later = times[2] + timedelta(hours=1)
        assert await _actions(client, headers, **{"from": later.isoformat()}) == []

    @pytest.mark.parametrize("first", FIRST_MOMENTS)
    @pytest.mark.parametrize("last", LAST_MOMENTS)
    async def test_all_times(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        session: AsyncSession,
        first: str,
        last: str,
    ) -> None:
        await _record(session, "things.done")
        assert await _actions(client, headers, **{"from": first, "to": last}) == ["things.done"]
        assert await _actions(client, headers, to=first) == []
        assert await _actions(client, headers, **{"from": last}) == []

    async def test_a_redacted_entry(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session, name="Anna", has_consented=False)
        await redact(session, ("users", user.id))
        await session.commit()
        answer = await client.get("/admin/audit", headers=headers)
        erased = answer.json()["items"][1]
        assert (erased["is_redacted"], erased["changes"]) == (True, None)
        assert "Anna" not in answer.text


class TestExportAuditEntries:
    async def test_json_lines(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        user = await create_user(session, name="Anna", has_consented=False)
        params = {"format": "jsonl", "subject_kind": "users"}
        answer = await client.get("/admin/audit/export", params=params, headers=headers)
        (line,) = map(json.loads, answer.text.splitlines())
        assert (line["subject_id"], line["changes"]["after"]["name"]) == (str(user.id), "Anna")
        assert len(line["hash"]) == 64

    async def test_csv_guards_against_formulas(
        self, client: httpx.AsyncClient, headers: Headers, session: AsyncSession
    ) -> None:
        await _record(session, "=cmd()")
        answer = await client.get("/admin/audit/export", headers=headers)
        (row, *_) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
        assert row["action"] == "'=cmd()"

    async def test_it_comes_on_record(self, client: httpx.AsyncClient, headers: Headers) -> None:
        await client.get("/admin/audit/export", params={"action": "x"}, headers=headers)
        answer = await client.get("/admin/audit", headers=headers)
        (entry,) = answer.json()["items"]
        assert entry["action"] == "audit_entries.exported"
        assert entry["changes"]["after"]["action"] == "x"
