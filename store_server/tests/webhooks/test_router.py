from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from service_kit.components import components_of
from service_kit.database import Database

from app.config import WebhookSettings
from app.webhooks.sender import WebhookSender
from tests.webhooks.conftest import ALL
from tests.webhooks.receiver import Receiver, answer

BODY = {"url": "https://accounting.example.org/in", "event_types": ALL}


async def dead_letter(database: Database, subscription: dict[str, Any]) -> str:
    made = await database.driver.fetchval(
        "INSERT INTO webhook_deliveries"
        " (subscription_id, event_id, event_type, key, position, body, state, attempts)"
        " VALUES ($1, uuidv7(), 'purchase.created', 'p', 1, '{}', 'DEAD', 12) RETURNING id",
        subscription["id"],
    )
    return str(made)


class TestCreateWebhook:
    @pytest.mark.parametrize(
        "change",
        [
            {"url": "ftp://example.org"},
            {"url": "https://"},
            {"url": "https://user:secret@example.org/"},
            {"url": "https://example.org/#here"},
            {"url": "https://example.org:99999/"},
            {"url": "https://[::1/"},
            {"url": "https://example.org/" + "x" * 2048},
            {"url": "/events"},
            {"event_types": []},
            {"event_types": ["purchase.dreamt"]},
            {"description": "x" * 256},
            {"is_active": None},
        ],
    )
    async def test_bad_fields_are_refused(
        self, client: httpx.AsyncClient, admin: dict[str, str], change: dict[str, Any]
    ) -> None:
        answer = await client.post("/admin/webhook", headers=admin, json=BODY | change)
        assert answer.status_code == 422

    @pytest.mark.parametrize(
        "url",
        ["http://example.org/", "https://127.0.0.1/", "https://[fd00::1]/", "https://10.0.0.1"],
    )
    async def test_address_that_can_never_be_right_is_refused(
        self,
        app: FastAPI,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        url: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        sender = components_of(app).get(WebhookSender)
        monkeypatch.setattr(sender, "_settings", WebhookSettings())
        answer = await client.post("/admin/webhook", headers=admin, json=BODY | {"url": url})
        assert answer.status_code == 409
        assert answer.json()["code"] == "WEBHOOK_URL_REFUSED"

    async def test_secret_is_shown_once_and_kept_encrypted(
        self, client: httpx.AsyncClient, admin: dict[str, str], database: Database
    ) -> None:
        made = (await client.post("/admin/webhook", headers=admin, json=BODY)).json()
        shown = await client.get(f"/admin/webhook/{made['id']}", headers=admin)
        sealed = await database.driver.fetchval("SELECT secret FROM webhook_subscriptions")
        assert made["secret"].startswith("whsec_")
        assert "secret" not in shown.json()
        assert shown.json() == {name: made[name] for name in shown.json()}
        assert made["secret"].encode() not in sealed
        assert made["secret"][6:30].encode() not in sealed


class TestChangeWebhook:
    @pytest.mark.parametrize(
        ("method", "tail", "body"),
        [
            ("GET", "", None),
            ("PUT", "", BODY),
            ("DELETE", "", None),
            ("GET", "/deliveries", None),
            ("POST", "/ping", None),
            ("POST", "/replay", None),
            ("POST", "/rotate_secret", {}),
            ("POST", f"/delivery/{uuid4()}/replay", None),
        ],
    )
    async def test_unknown_subscription_is_not_found(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        method: str,
        tail: str,
        body: dict[str, Any] | None,
    ) -> None:
        path = f"/admin/webhook/{uuid4()}{tail}"
        answer = await client.request(method, path, headers=admin, json=body)
        assert answer.status_code == 404
        assert answer.json()["code"] == "WEBHOOK_NOT_FOUND"

    async def test_all_fields_are_replaced(
        self, client: httpx.AsyncClient, admin: dict[str, str], subscription: dict[str, Any]
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}"
        body = BODY | {"is_active": False, "description": "Books"}
        changed = await client.put(path, headers=admin, json=body)
        listed = await client.get("/admin/webhooks", headers=admin)
        assert changed.json().items() >= body.items()
        assert listed.json()["items"] == [changed.json()]

    async def test_deleting_takes_the_deliveries_along(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        database: Database,
    ) -> None:
        await dead_letter(database, subscription)
        path = f"/admin/webhook/{subscription['id']}"
        deleted = await client.delete(path, headers=admin)
        assert deleted.json() == {"status": "OK"}
        assert (await client.get(path, headers=admin)).status_code == 404
        assert await database.driver.fetchval("SELECT count(*) FROM webhook_deliveries") == 0


class TestRotateSecret:
    async def test_a_third_secret_is_never_alive(
        self, client: httpx.AsyncClient, admin: dict[str, str], subscription: dict[str, Any]
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/rotate_secret"
        answers = [(await client.post(path, headers=admin, json={})).json() for _ in range(2)]
        secrets = {subscription["secret"], *(one["secret"] for one in answers)}
        assert len(secrets) == 3
        assert answers[1]["former_secret_until"] > answers[0]["former_secret_until"]

    @pytest.mark.parametrize("hours", [-1, 337, "1"])
    async def test_bad_overlap_is_refused(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        hours: object,
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/rotate_secret"
        answer = await client.post(path, headers=admin, json={"overlap_hours": hours})
        assert answer.status_code == 422


class TestPing:
    async def test_test_event_arrives_signed(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/ping"
        result = (await client.post(path, headers=admin)).json()
        assert (result["is_delivered"], result["status"], result["error"]) == (True, 204, None)
        assert receiver.events[0]["type"] == "webhook.ping"
        assert receiver.events[0]["data"] == {"webhook_id": subscription["id"]}

    async def test_both_secrets_sign_it_though_the_subscription_is_off(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}"
        rotated = (await client.post(f"{path}/rotate_secret", headers=admin, json={})).json()
        receiver.secrets = [subscription["secret"], rotated["secret"]]
        off = {"url": receiver.url, "event_types": ALL, "is_active": False}
        await client.put(path, headers=admin, json=off)
        assert (await client.post(f"{path}/ping", headers=admin)).json()["is_delivered"]

    async def test_failure_is_told(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
    ) -> None:
        receiver.behaviour = answer(500)
        path = f"/admin/webhook/{subscription['id']}/ping"
        result = (await client.post(path, headers=admin)).json()
        assert (result["is_delivered"], result["status"]) == (False, 500)


class TestReplay:
    async def test_unknown_delivery_is_not_found(
        self, client: httpx.AsyncClient, admin: dict[str, str], subscription: dict[str, Any]
    ) -> None:
        path = f"/admin/webhook/{subscription['id']}/delivery/{uuid4()}/replay"
        answer = await client.post(path, headers=admin)
        assert answer.status_code == 404
        assert answer.json()["code"] == "DELIVERY_NOT_FOUND"

    async def test_dead_letters_are_listed_and_one_is_delivered_again(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        database: Database,
    ) -> None:
        ids = [await dead_letter(database, subscription) for _ in range(2)]
        path = f"/admin/webhook/{subscription['id']}"
        dead = await client.get(f"{path}/deliveries", headers=admin, params={"state": "DEAD"})
        again = await client.post(f"{path}/delivery/{ids[0]}/replay", headers=admin)
        assert [one["id"] for one in dead.json()["items"]] == ids[::-1]
        assert again.json()["event_id"] == dead.json()["items"][1]["event_id"]
        assert (again.json()["state"], again.json()["attempts"]) == ("PENDING", 0)

    async def test_pending_delivery_needs_no_replay(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        receiver: Receiver,
        database: Database,
    ) -> None:
        receiver.behaviour = answer(500)
        delivery = await dead_letter(database, subscription)
        path = f"/admin/webhook/{subscription['id']}/delivery/{delivery}/replay"
        await client.post(path, headers=admin)
        second = await client.post(path, headers=admin)
        assert second.status_code == 409
        assert second.json()["code"] == "DELIVERY_PENDING"

    async def test_all_dead_letters_are_delivered_again(
        self,
        client: httpx.AsyncClient,
        admin: dict[str, str],
        subscription: dict[str, Any],
        database: Database,
    ) -> None:
        for _ in range(3):
            await dead_letter(database, subscription)
        path = f"/admin/webhook/{subscription['id']}/replay"
        first = await client.post(path, headers=admin)
        second = await client.post(path, headers=admin)
        assert (first.json(), second.json()) == ({"count": 3}, {"count": 0})
