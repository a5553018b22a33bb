from typing import Annotated
from uuid import UUID

from base_api import AdminDep, PassengerDep
from face_api import PICTURE_ERRORS
from fastapi import Header, Request, Response
from service_kit.browser import end_browser_session
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import problems
from service_kit.http_client import PeerUnavailable
from service_kit.routing import PUBLIC, feature_router

from app.passengers import erasure, service
from app.passengers.errors import ErasureNotFound
from app.passengers.export import export_passenger
from app.passengers.schemas import (
    FaceConsentUpdate,
    NewReceipt,
    PassengerExport,
    Receipt,
    UserErased,
)
from app.stores import StoreApiDep
from app.tickets.codes import CodeVaultDep
from app.tickets.errors import CodeUnreadable, TicketNotFound, TicketRevoked
from app.tickets.schemas import TicketRead
from app.users import service as users
from app.users.consent_texts import CONSENT_TEXTS, CURRENT_VERSION
from app.users.dependencies import FaceApiDep
from app.users.errors import UnknownConsentText, UserNotFound
from app.users.router import PICTURE_BODY_BYTES
from app.users.schemas import ConsentText, FaceErased, UserDetail
from app.users.turns import FaceTurnDep

router = feature_router("/users", tag="passengers")
admin_router = feature_router("/admin", tag="users")

# For the passenger's own browser only, and not for long: a revoked ticket must stop showing.
_PRIVATE = {"Cache-Control": "private, max-age=300", "Vary": "Authorization, Cookie"}


@router.get("/face_consent", summary="What giving a face means", dependencies=[PUBLIC])
async def get_face_consent() -> ConsentText:
    """The text in force, to be shown before a face is taken."""
    return ConsentText(version=CURRENT_VERSION, text=CONSENT_TEXTS[CURRENT_VERSION])


@router.get("/me", summary="Who am I?", responses=problems(UserNotFound))
async def get_my_profile(passenger: PassengerDep, session: SessionDep) -> UserDetail:
    """The passenger, with the consent under which a face is kept."""
    return await users.require_detail(session, passenger.id)


@router.get("/me/tickets", summary="List my tickets")
async def list_my_tickets(passenger: PassengerDep, session: SessionDep) -> list[TicketRead]:
    """Those to come first, the next one at the top; then those of the past, the latest first. At
    most 500; the export has all."""
    return await service.list_tickets(session, passenger.id)


@router.get(
    "/me/tickets/{ticket_id}/qr.svg",
    summary="Show my ticket's code",
    responses={
        200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}},
        **problems(TicketNotFound, TicketRevoked, CodeUnreadable),
    },
    response_class=Response,
)
async def get_my_ticket_code(
    ticket_id: UUID, passenger: PassengerDep, session: SessionDep, vault: CodeVaultDep
) -> Response:
    """A QR symbol for the robot's camera. Used and past tickets have one, too; revoked ones not."""
    picture = await service.draw_code(session, vault, passenger.id, ticket_id)
    return Response(picture, media_type="image/svg+xml", headers=_PRIVATE)


@router.put(
    "/me/face",
    summary="Give my face",
    responses=problems(UserNotFound, UnknownConsentText, PeerUnavailable, *PICTURE_ERRORS),
    max_body_size=PICTURE_BODY_BYTES,
)
async def set_my_face(
    body: FaceConsentUpdate,
    passenger: PassengerDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    database: DatabaseDep,
    face_api: FaceApiDep,
) -> UserDetail:
    """The consent and the face are stored together, or neither. Replaces an earlier face."""
    return await service.set_face(session, database, face_api, passenger, body)


@router.delete("/me/face", summary="Withdraw my face", responses=problems(UserNotFound))
async def withdraw_my_face(
    passenger: PassengerDep, _turn: FaceTurnDep, session: SessionDep, face_api: FaceApiDep
) -> FaceErased:
    """The consent is withdrawn and the face erased, at once or as soon as face_server is back; from
    now on it identifies nobody."""
    return FaceErased.of(await users.withdraw_face(session, face_api, passenger.id))


@router.get(
    "/me/export", summary="Take along what is held about me", responses=problems(UserNotFound)
)
async def export_me(
    passenger: PassengerDep, session: SessionDep, face_api: FaceApiDep, store_api: StoreApiDep
) -> PassengerExport:
    """From every server; what could not be reached is said to be missing."""
    return await export_passenger(session, face_api, store_api, passenger.id)


@router.delete("/me", summary="Erase me", responses=problems(UserNotFound))
async def erase_me(
    request: Request,
    response: Response,
    passenger: PassengerDep,
    _turn: FaceTurnDep,
    session: SessionDep,
    face_api: FaceApiDep,
) -> NewReceipt:
    """Everything but what accounting must keep, which loses the name. The sessions end."""
    end_browser_session(request, response)
    return await erasure.erase_user(session, face_api, passenger.id)


@router.get(
    "/erasure/{erasure_id}",
    summary="Read the receipt of an erasure",
    responses=problems(ErasureNotFound),
    dependencies=[PUBLIC],
)
async def get_erasure(
    erasure_id: UUID,
    session: SessionDep,
    secret: Annotated[str, Header(alias="X-Erasure-Secret", max_length=100)],
) -> Receipt:
    """For whoever holds the secret of the receipt: an erased passenger cannot sign in."""
    return await erasure.require_receipt(session, erasure_id, secret)


@admin_router.delete("/users/{user_id}", summary="Erase a user", responses=problems(UserNotFound))
async def erase_user(
    user_id: UUID, _: AdminDep, _turn: FaceTurnDep, session: SessionDep, face_api: FaceApiDep
) -> UserErased:
    """The face goes with the user, at once or as soon as face_server is back; tickets stay without
    a name."""
    receipt = await erasure.erase_user(session, face_api, user_id)
    return UserErased(status="OK", erasure=erasure.state_of_face(receipt))
