"""A kiosk robot."""

import base64
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from typing import Any, Self
from uuid import UUID, uuid4

from platform_client.baskets import Baskets
from platform_client.device import Device, register
from platform_client.keys import DeviceKey
from platform_client.models import railway
from platform_client.models.checks import Identification, Mode, Passenger, Scope, Verdict
from platform_client.models.liveness import LivenessAnswer, LivenessChallenge
from platform_client.models.monitoring import Incident, NewIncident
from platform_client.models.offline import Manifest, ManifestKeySet, OfflineCheck, SyncResult
from platform_client.models.purchases import OfflineSale, Order, Purchase, SaleOutcome, SalesOutcome
from platform_client.models.robots import (
    Camera,
    Cameras,
    CommandState,
    Heartbeat,
    HeartbeatAnswer,
)
from platform_client.models.sessions import Credentials, Method
from platform_client.models.stores import AllottedItem, BoundStores, Item, StoreSummary
from platform_client.platform import Call, Platform

_BASE = "/base_api/robot"
_STORE = "/store_api/robot"


class Robot(Baskets, Device):
    store_prefix = _STORE

    @classmethod
    async def register(
        cls,
        platform: Platform,
        credentials: Credentials,
        key: DeviceKey,
        *,
        model_id: str,
        model_name: str,
        method: Method = Method.SIGN,
    ) -> Self:
        """A new robot. Needs an engineer with ROBOT_LOGIN. Keep its `identity` and `key`."""
        about = {"robot_model_id": model_id, "robot_model_name": model_name}
        path = "/base_api/auth/robot/register"
        return cls(platform, await register(platform, path, credentials, key, about), key, method)

    async def get_state(self) -> railway.Robot:
        return await self.session.send(railway.Robot, Call("GET", f"{_BASE}/me"))

    async def set_trip(
        self, train_number: str, train_date: dt.date, wagon_number: int | None = None
    ) -> railway.Robot:
        """The run, and perhaps the wagon, that it serves from now on."""
        trip = railway.Trip(
            train_number=train_number, train_date=train_date, wagon_number=wagon_number
        )
        return await self.session.send(railway.Robot, Call("PUT", f"{_BASE}/trip", trip))

    async def heartbeat(self, report: Heartbeat) -> HeartbeatAnswer:
        """Say that it is there, and hear what is to be done."""
        call = Call("POST", f"{_BASE}/heartbeat", report, is_repeatable=True)
        return await self.session.send(HeartbeatAnswer, call)

    async def command_result(
        self, command_id: UUID, outcome: str, text: str | None = None
    ) -> CommandState:
        """`outcome` is DONE or FAILED. The same result again is the same answer."""
        body = {"outcome": outcome, "text": text}
        path = f"{_BASE}/command/{command_id}/result"
        return await self.session.send(CommandState, Call("POST", path, body, is_repeatable=True))

    async def list_cameras(self) -> list[Camera]:
        """How its cameras are configured; one that is off reports nothing."""
        return (await self.session.send(Cameras, Call("GET", f"{_BASE}/cameras"))).cameras

    async def report_incident(
        self,
        incident: NewIncident,
        *,
        faces: Sequence[bytes] = (),
        snapshot: bytes | None = None,
        request_id: str | None = None,
    ) -> Incident:
        """The same `request_id` is the same incident; so it is repeated safely."""
        body = incident.model_dump(mode="json") | {
            "request_id": request_id or str(uuid4()),
            "faces": [encoded(face) for face in faces],
            "snapshot": encoded(snapshot) if snapshot is not None else None,
        }
        call = Call("POST", f"{_BASE}/incident", body, is_repeatable=True)
        return await self.session.send(Incident, call)

    async def check_code(
        self, code: str, mode: Mode = Mode.BOARD, *, request_id: str | None = None
    ) -> Verdict:
        """The same `request_id` is the same check; so it is repeated safely."""
        return await self._check({"code": code}, mode, request_id)

    async def check_face(
        self,
        picture: bytes,
        mode: Mode = Mode.BOARD,
        *,
        liveness: LivenessAnswer | None = None,
        request_id: str | None = None,
    ) -> Verdict:
        """`picture`: a JPEG, PNG or WebP file. With `liveness` the person must have moved."""
        return await self._check(_shown(picture, liveness), mode, request_id)

    async def _check(self, what: dict[str, Any], mode: Mode, request_id: str | None) -> Verdict:
        body = {"request_id": request_id or str(uuid4()), "mode": mode, **what}
        call = Call("POST", f"{_BASE}/ticket/check", body, is_repeatable=True)
        return await self.session.send(Verdict, call)

    async def get_manifest(self, *, since: str | None = None) -> Manifest:
        """The tickets of its run, or what has changed since a version. See `OfflineChecker`."""
        call = Call("GET", f"{_BASE}/manifest", query={"since": since})
        return await self.session.send(Manifest, call)

    async def get_manifest_keys(self) -> dict[str, bytes]:
        """The public keys that manifests are signed with, by their ids."""
        call = Call("GET", f"{_BASE}/manifest/keys")
        answer = await self.session.send(ManifestKeySet, call)
        return {key.kid: key.raw for key in answer.keys}

    async def sync_checks(
        self, checks: Sequence[OfflineCheck], *, device_time: dt.datetime
    ) -> SyncResult:
        """Checks made without the uplink, at most a thousand. `device_time`: what the robot's clock
        shows now, by which the platform corrects their times."""
        body = {
            "device_time": device_time.isoformat(),
            "checks": [check.model_dump(mode="json", exclude_none=True) for check in checks],
        }
        call = Call("POST", f"{_BASE}/ticket/checks:sync", body, is_repeatable=True)
        return await self.session.send(SyncResult, call)

    async def begin_liveness(self) -> LivenessChallenge:
        """What the person should do before the camera. One that is never answered expires."""
        call = Call("POST", f"{_BASE}/liveness", is_repeatable=True)
        return await self.session.send(LivenessChallenge, call)

    async def identify(
        self,
        picture: bytes,
        scope: Scope = Scope.TRAIN_RUN,
        *,
        liveness: LivenessAnswer | None = None,
    ) -> Identification:
        """Who is it? `picture`: a JPEG, PNG or WebP file. With `liveness` the person must have
        moved."""
        body = {**_shown(picture, liveness), "scope": scope}
        call = Call("POST", f"{_BASE}/user/identify", body, is_repeatable=True)
        return await self.session.send(Identification, call)

    async def get_passenger(self, user_id: UUID) -> Passenger:
        return await self.session.send(Passenger, Call("GET", f"{_BASE}/user/{user_id}"))

    async def get_destination(
        self, destination_id: str, *, language: str | None = None
    ) -> railway.Destination:
        """Names are in `language` where a place is translated to it."""
        call = Call("GET", f"{_BASE}/destination/{destination_id}", query={"language": language})
        return await self.session.send(railway.Destination, call)

    async def list_stores(self) -> list[StoreSummary]:
        """Those that sell on its run."""
        return (await self.session.send(BoundStores, Call("GET", f"{_BASE}/stores"))).stores

    def list_items(self, store_id: UUID, *, language: str | None = None) -> AsyncIterator[Item]:
        """Names are in `language` where an item is translated to it."""
        path = f"{_STORE}/store/{store_id}/items"
        return self.session.list(Item, path, {"language": language})

    async def buy(self, store_id: UUID, order: Order, *, key: str | None = None) -> Purchase:
        """All items or none. The same `key` is the same purchase."""
        body = order.model_dump(mode="json", exclude_none=True) | {"store_id": str(store_id)}
        call = Call("POST", f"{_STORE}/purchase", body, key=key or str(uuid4()))
        return await self.session.send(Purchase, call)

    async def list_allotments(self) -> list[AllottedItem]:
        """What it may sell without the uplink, less what it has uploaded as sold."""
        return await self.session.send(list[AllottedItem], Call("GET", f"{_STORE}/allotments"))

    async def upload_sales(self, sales: Sequence[OfflineSale]) -> list[SaleOutcome]:
        """One outcome for each, in this order. Uploading again changes nothing."""
        body = {"sales": [sale.model_dump(mode="json", exclude_none=True) for sale in sales]}
        call = Call("POST", f"{_STORE}/purchases:sync", body, is_repeatable=True)
        return (await self.session.send(SalesOutcome, call)).results

    async def get_purchase(self, purchase_id: UUID) -> Purchase:
        return await self.session.send(Purchase, Call("GET", f"{_STORE}/purchase/{purchase_id}"))


def _shown(picture: bytes, liveness: LivenessAnswer | None) -> dict[str, Any]:
    return {"face": encoded(picture), "liveness": liveness.as_json() if liveness else None}


def encoded(picture: bytes) -> str:
    """As pictures travel."""
    return base64.b64encode(picture).decode()
