"""What the security does with incidents."""

import asyncio
import datetime as dt
from typing import Any
from uuid import uuid4

import httpx
import pytest
from base_api import Privilege
from service_kit.audit import AuditEntry
from service_kit.database import Database
from service_kit.periodic import run_once
from service_kit.testing.plugin import SignIn
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from app.main import JOBS
from tests.factories import TODAY, TRAIN
from tests.security import JPEG, SNAPSHOT, Headers, report

Incident = dict[str, Any]


@pytest.fixture
async def incident(client: httpx.AsyncClient, headers: Headers) -> Incident:
    reported: Incident = (await report(client, headers, snapshot=SNAPSHOT)).json()
    return reported


async def _do(
    client: httpx.AsyncClient, who: Headers, incident: Incident, action: str, **body: str
) -> httpx.Response:
    path = f"/monitoring/incident/{incident['id']}/{action}"
    return await client.post(path, json=body, headers=who)


class TestShow:
    async def test_unknown(self, client: httpx.AsyncClient, security: Headers) -> None:
        answer = await client.get(f"/monitoring/incident/{uuid4()}", headers=security)
        assert (answer.status_code, answer.json()["code"]) == (404, "INCIDENT_NOT_FOUND")

    async def test_as_reported(
        self, client: httpx.AsyncClient, security: Headers, incident: Incident
    ) -> None:
        answer = await client.get(f"/monitoring/incident/{incident['id']}", headers=security)
        assert answer.json() == incident | {"participants": [], "comments": []}


class TestList:
    @pytest.mark.parametrize(
        ("query", "is_found"),
        [
            ({}, True),
            ({"state": ["NEW", "ACKNOWLEDGED"]}, True),
            ({"state": "RESOLVED"}, False),
            ({"kind": ["FIGHT"]}, True),
            ({"kind": "SMOKE"}, False),
            ({"is_alarm": "false"}, False),
            ({"train_number": TRAIN, "train_date": str(TODAY)}, True),
            ({"train_number": "020U"}, False),
            ({"robot_id": str(uuid4())}, False),
            ({"from": "2026-11-20T18:05:00Z", "to": "2026-11-20T18:06:00Z"}, True),
            ({"to": "2026-11-20T18:05:00Z"}, False),
            ({"from": "2026-11-20T18:05:01Z"}, False),
        ],
    )
    async def test_by_filter(
        self,
        client: httpx.AsyncClient,
        security: Headers,
        incident: Incident,
        query: dict[str, Any],
        is_found: bool,
    ) -> None:
        listed = await client.get("/monitoring/incidents", headers=security, params=query)
        assert listed.json()["items"] == ([incident] if is_found else [])


class TestAcknowledge:
    async def test_of_two_at_once_one_wins_and_the_other_is_told(
        self,
        client: httpx.AsyncClient,
        security: Headers,
        colleague: Headers,
        incident: Incident,
    ) -> None:
        answers = await asyncio.gather(
            *(_do(client, who, incident, "acknowledge") for who in (security, colleague))
        )
        won, lost = sorted(answers, key=lambda answer: answer.status_code)
        assert (won.status_code, won.json()["state"]) == (200, "ACKNOWLEDGED")
        assert (lost.status_code, lost.json()["code"]) == (409, "INCIDENT_STATE_CONFLICT")
        assert lost.json()["by"] == won.json()["acknowledged_by"]["name"]

    async def test_repeating_ones_own_is_harmless_and_on_record_once(
        self,
        client: httpx.AsyncClient,
        session: AsyncSession,
        security: Headers,
        incident: Incident,
    ) -> None:
        first, second = [await _do(client, security, incident, "acknowledge") for _ in "12"]
        changed = select(AuditEntry).where(AuditEntry.action == "incidents.updated")
        entry = (await session.scalars(changed)).one()
        assert second.json() == first.json()
        assert entry.caller_name == "guard"
        assert first.json()["acknowledged_by"]["name"] == "guard"
        assert first.json()["acknowledged_at"]


class TestClose:
    @pytest.mark.parametrize("action", ["resolve", "false_alarm"])
    async def test_not_before_somebody_acknowledged(
        self, client: httpx.AsyncClient, security: Headers, incident: Incident, action: str
    ) -> None:
        answer = await _do(client, security, incident, action, reason="it is over")
        assert (answer.status_code, answer.json()["state"]) == (409, "NEW")

    async def test_a_false_alarm_needs_a_reason(
        self, client: httpx.AsyncClient, security: Headers, incident: Incident
    ) -> None:
        assert (await _do(client, security, incident, "false_alarm")).status_code == 422

    async def test_a_colleague_may_resolve(
        self,
        client: httpx.AsyncClient,
        security: Headers,
        colleague: Headers,
        incident: Incident,
    ) -> None:
        await _do(client, security, incident, "acknowledge")
        first, second = [await _do(client, colleague, incident, "resolve") for _ in "12"]
        reopened = await _do(client, security, incident, "acknowledge")
        assert (first.json()["state"], first.json()["closed_by"]["name"]) == (
            "RESOLVED",
            "colleague",
        )
        assert second.json() == first.json()
        assert (reopened.status_code, reopened.json()["by"]) == (409, "colleague")

    async def test_a_false_alarm_deletes_the_picture(
        self, client: httpx.AsyncClient, security: Headers, incident: Incident
    ) -> None:
        await _do(client, security, incident, "acknowledge")
        closed = await _do(client, security, incident, "false_alarm", reason="a mop")
        path = f"/monitoring/incident/{incident['id']}/snapshot"
        assert (closed.json()["closing_reason"], closed.json()["snapshot_until"]) == ("a mop", None)
        assert (await client.get(path, headers=security)).status_code == 410


class TestComment:
    async def test_unknown(self, client: httpx.AsyncClient, security: Headers) -> None:
        answer = await _do(client, security, {"id": uuid4()}, "comment", text="hm")
        assert answer.status_code == 404

    async def test_in_order_and_once_per_key(
        self, client: httpx.AsyncClient, security: Headers, incident: Incident
    ) -> None:
        path = f"/monitoring/incident/{incident['id']}"
        for words, key in (("on my way", "1"), ("on my way", "1"), ("all quiet", "2")):
            keyed = security | {"Idempotency-Key": key}
            await client.post(f"{path}/comment", json={"text": words}, headers=keyed)
        comments = (await client.get(path, headers=security)).json()["comments"]
        assert [(one["by"]["name"], one["text"]) for one in comments] == [
            ("guard", "on my way"),
            ("guard", "all quiet"),
        ]


class TestSnapshot:
    async def test_none_was_sent(
        self, client: httpx.AsyncClient, headers: Headers, security: Headers
    ) -> None:
        incident = (await report(client, headers)).json()
        path = f"/monitoring/incident/{incident['id']}/snapshot"
        answer = await client.get(path, headers=security)
        assert (answer.status_code, answer.json()["code"]) == (410, "SNAPSHOT_GONE")

    async def test_as_sent_and_encrypted_at_rest(
        self,
        client: httpx.AsyncClient,
        security: Headers,
        session: AsyncSession,
        incident: Incident,
    ) -> None:
        path = f"/monitoring/incident/{incident['id']}/snapshot"
        answer = await client.get(path, headers=security)
        seen = select(AuditEntry).where(AuditEntry.action == "incident_snapshots.viewed")
        viewed = (await session.scalars(seen)).one()
        sealed = (await session.execute(text("SELECT sealed FROM incident_snapshots"))).scalar_one()
        assert (answer.content, answer.headers["content-type"]) == (JPEG, "image/jpeg")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert JPEG[:8] not in sealed
        assert (viewed.caller_name, str(viewed.subject_id)) == ("guard", incident["id"])

    async def test_of_another_incident_cannot_be_opened_here(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        security: Headers,
        session: AsyncSession,
        incident: Incident,
    ) -> None:
        other = (await report(client, headers)).json()
        await session.execute(
            text("UPDATE incident_snapshots SET incident_id = :other"), {"other": other["id"]}
        )
        await session.commit()
        path = f"/monitoring/incident/{other['id']}/snapshot"
        answer = await client.get(path, headers=security)
        assert (answer.status_code, answer.json()["code"]) == (409, "SNAPSHOT_UNREADABLE")

    async def test_is_gone_when_its_time_is_over(
        self,
        client: httpx.AsyncClient,
        security: Headers,
        session: AsyncSession,
        database: Database,
        incident: Incident,
    ) -> None:
        path = f"/monitoring/incident/{incident['id']}/snapshot"
        await session.execute(text("UPDATE incident_snapshots SET delete_after = now()"))
        await session.commit()
        answer = await client.get(path, headers=security)
        (sweep,) = [job for job in JOBS if job.name == "incident_snapshots"]
        assert answer.status_code == 410
        assert await run_once(database, sweep) == 1


class TestFigures:
    PATH = "/admin/incidents/figures"

    @pytest.fixture
    async def admin(self, sign_in: SignIn) -> Headers:
        return await sign_in("engineer", privileges=Privilege.ADMIN)

    @pytest.mark.parametrize("days", [0, 93, "all"])
    async def test_malformed(
        self, client: httpx.AsyncClient, admin: Headers, days: int | str
    ) -> None:
        answer = await client.get(self.PATH, params={"days": days}, headers=admin)
        assert answer.status_code == 422

    async def test_open_alarms_and_those_of_each_hour(
        self,
        client: httpx.AsyncClient,
        headers: Headers,
        security: Headers,
        admin: Headers,
    ) -> None:
        now = dt.datetime.now(dt.UTC)
        for hours, score in ((1, 0.9), (1, 0.9), (30, 0.9), (1, 0.01), (24 * 20, 0.9)):
            at = (now - dt.timedelta(hours=hours)).isoformat()
            reported = await report(client, headers, occurred_at=at, score=score)
        await _do(client, security, reported.json(), "acknowledge")
        await _do(client, security, reported.json(), "resolve", reason="Over")
        figures = (await client.get(self.PATH, headers=admin)).json()
        assert figures["open"] == 3
        hour = now.replace(minute=0, second=0, microsecond=0) - dt.timedelta(hours=1)
        assert figures["hours"][-1] == {
            "hour": hour.isoformat().replace("+00:00", "Z"),
            "kind": "FIGHT",
            "count": 2,
        }
        assert len(figures["hours"]) == 2
