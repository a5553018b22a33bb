"""A robot's side of manifests, over HTTP."""

import base64
import datetime as dt
from typing import Any
from uuid import UUID

import httpx
from ticket_rules import (
    ManifestHeader,
    ManifestTicket,
    Roster,
    SignedManifest,
    TicketState,
    TrainRun,
    Trust,
    receive,
)

from tests.factories import TODAY, TRAIN

RUN = TrainRun(TRAIN, TODAY)
Headers = dict[str, str]


def signed_manifest(body: dict[str, Any]) -> SignedManifest:
    """The body as the rules take it."""
    header = ManifestHeader(
        platform=body["platform"],
        run=TrainRun(body["train_number"], dt.date.fromisoformat(body["train_date"])),
        version=body["version"],
        since=body["since"],
        digest=body["digest"],
        issued_at=dt.datetime.fromisoformat(body["issued_at"]),
        expires_at=dt.datetime.fromisoformat(body["expires_at"]),
        key_id=body["key_id"],
    )
    tickets = [
        ManifestTicket(
            id=UUID(one["id"]),
            code_hash=one["code_hash"],
            wagon_number=one["wagon_number"],
            place_number=one["place_number"],
            station_id=one["station_id"],
            destination=one["destination"],
            departs_at=dt.datetime.fromisoformat(one["date"]),
            state=TicketState(one["state"]),
            boarded_at=dt.datetime.fromisoformat(one["boarded_at"]) if one["boarded_at"] else None,
        )
        for one in body["tickets"]
    ]
    return SignedManifest(header, tickets, base64.b64decode(body["signature"]))


async def trust(client: httpx.AsyncClient, headers: Headers) -> Trust:
    keys = (await client.get("/robot/manifest/keys", headers=headers)).json()["keys"]
    known = {key["kid"]: base64.urlsafe_b64decode(key["x"] + "=") for key in keys}
    return Trust("provodnik-local", known)


async def fetch(client: httpx.AsyncClient, headers: Headers, held: Roster | None = None) -> Roster:
    """The list after asking for what has changed since the one that is held."""
    query = {"since": held.version} if held is not None else {}
    answer = await client.get("/robot/manifest", params=query, headers=headers)
    return receive(
        signed_manifest(answer.json()),
        trust=await trust(client, headers),
        run=RUN,
        now=dt.datetime.now(dt.UTC),
        held=held,
    )
