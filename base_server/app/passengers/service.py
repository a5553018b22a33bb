"""What passengers see and decide about themselves."""

from uuid import UUID

from face_api import FaceApi
from service_kit.callers import Caller
from service_kit.database import Database
from sqlalchemy.ext.asyncio import AsyncSession
from ticket_rules import TicketState

from app.fields import ShownFace
from app.passengers.codes import qr_svg
from app.passengers.schemas import FaceConsentUpdate
from app.tickets import service as tickets
from app.tickets.codes import CodeVault
from app.tickets.errors import TicketRevoked
from app.tickets.schemas import TicketRead
from app.users import service as users
from app.users.consents import by_passenger
from app.users.schemas import UserDetail

_LONGEST_LIST = 500


async def list_tickets(session: AsyncSession, user_id: UUID) -> list[TicketRead]:
    found = await tickets.list_of_user(session, user_id, limit=_LONGEST_LIST)
    return [TicketRead.of(ticket) for ticket in found]


async def draw_code(
    session: AsyncSession, vault: CodeVault, user_id: UUID, ticket_id: UUID
) -> bytes:
    """The code of an own ticket as a picture. A past one is still shown: it proves the journey."""
    ticket = await tickets.require_of_user(session, user_id, ticket_id)
    if ticket.state is TicketState.REVOKED:
        raise TicketRevoked
    return qr_svg(tickets.reveal_code(vault, ticket))


async def set_face(
    session: AsyncSession,
    database: Database,
    face_api: FaceApi,
    passenger: Caller,
    body: FaceConsentUpdate,
) -> UserDetail:
    consent = by_passenger(passenger, body.consent_version)
    face = ShownFace(body.face, body.liveness)
    await users.replace_face(session, database, face_api, passenger.id, face, consent)
    return await users.require_detail(session, passenger.id)
