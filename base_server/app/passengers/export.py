"""Everything that is held about a passenger, from every server."""

import asyncio
from collections import defaultdict
from uuid import UUID

from face_api import FaceApi, FaceCollection
from service_kit.http_client import PeerUnavailable
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from store_api import StoreApi

from app.passengers import repository
from app.passengers.schemas import (
    HeldFace,
    HeldPurchases,
    IncidentPart,
    PassengerExport,
    Reached,
    RecordRead,
    TicketChecks,
)
from app.tickets import service as tickets
from app.tickets.schemas import CheckRead, TicketRead
from app.users import service as users
from app.users.schemas import ConsentRead, UserRead


async def export_passenger(
    session: AsyncSession, face_api: FaceApi, store_api: StoreApi, user_id: UUID
) -> PassengerExport:
    """What a neighbour holds is said to be missing while that neighbour is away."""
    # The neighbours first: the session takes its connection with the first query.
    face, purchases = await asyncio.gather(_face(face_api, user_id), _purchases(store_api, user_id))
    user = await users.require_user(session, user_id)
    links = await repository.list_identity_links(session, user_id)
    return PassengerExport(
        made_at=(await session.execute(select(func.now()))).scalar_one(),
        is_complete=Reached.UNREACHABLE not in {face.state, purchases.state},
        user=UserRead.of(user),
        created_at=user.created_at,
        identity_subjects=[link.subject for link in links],
        face_consents=[ConsentRead.of(one) for one in await users.list_consents(session, user_id)],
        face=face,
        tickets=await _tickets(session, user_id),
        purchases=purchases,
        incidents=[
            IncidentPart.of(participant, incident)
            for participant, incident in await repository.list_incidents(session, user_id)
        ],
        records=[
            RecordRead.model_validate(entry, from_attributes=True)
            for entry in await repository.list_records(session, user_id)
        ],
    )


async def _face(face_api: FaceApi, user_id: UUID) -> HeldFace:
    try:
        held = await face_api.list_held(user_id)
    except PeerUnavailable:
        return HeldFace(state=Reached.UNREACHABLE, is_held=None)
    # A watch-list is none of the passenger's own data, and its subjects have ids of their own.
    is_held = any(record.collection == FaceCollection.PASSENGERS for record in held)
    return HeldFace(state=Reached.OK, is_held=is_held)


async def _purchases(store_api: StoreApi, user_id: UUID) -> HeldPurchases:
    try:
        found = await store_api.list_purchases_of(user_id)
    except PeerUnavailable:
        return HeldPurchases(state=Reached.UNREACHABLE, purchases=None)
    return HeldPurchases(state=Reached.OK, purchases=found)


async def _tickets(session: AsyncSession, user_id: UUID) -> list[TicketChecks]:
    checks = defaultdict(list)
    for check in await tickets.list_checks_of_user(session, user_id):
        checks[check.ticket_id].append(CheckRead.of(check))
    return [
        TicketChecks(**dict(TicketRead.of(ticket)), checks=checks[ticket.id])
        for ticket in await tickets.list_of_user(session, user_id)
    ]
