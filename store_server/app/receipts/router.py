from typing import Annotated, Any
from uuid import UUID

from base_api import PassengerDep, RobotDep
from fastapi import Query, Response
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.languages import LanguagesDep
from service_kit.routing import feature_router
from sqlalchemy.ext.asyncio import AsyncSession

from app.errors import PurchaseNotFound
from app.purchases import service as purchases
from app.purchases.schemas import PurchaseShown
from app.receipts.service import ReceiptFormat, write_receipt
from app.terminal import TerminalDep, own_store

router = feature_router(tag="receipts")
FormatDep = Annotated[ReceiptFormat, Query(alias="format")]
MEDIA_TYPES = {
    ReceiptFormat.PDF: "application/pdf",
    ReceiptFormat.TEXT: "text/plain; charset=utf-8",
}
_options: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {"content": {"application/pdf": {}, "text/plain": {}}},
        **problems(PurchaseNotFound),
    },
}


async def _answer(
    session: AsyncSession, purchase: PurchaseShown, form: ReceiptFormat, languages: list[str]
) -> Response:
    name = f"receipt-{purchase.id}.{form}"
    return Response(
        await write_receipt(session, purchase, form, languages),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@router.get("/store/purchase/{purchase_id}/receipt", summary="Print a receipt", **_options)
async def get_receipt(
    purchase_id: UUID,
    terminal: TerminalDep,
    session: SessionDep,
    languages: LanguagesDep,
    form: FormatDep = ReceiptFormat.PDF,
) -> Response:
    """Of the terminal's own store, whoever sold it; in Russian or English."""
    store_id = own_store(terminal)
    purchase = await purchases.require_purchase_of_store(session, store_id, purchase_id)
    return await _answer(session, purchase, form, languages)


@router.get(
    "/robot/purchase/{purchase_id}/receipt", summary="Print a receipt at the robot", **_options
)
async def get_robot_receipt(
    purchase_id: UUID,
    robot: RobotDep,
    session: SessionDep,
    languages: LanguagesDep,
    form: FormatDep = ReceiptFormat.PDF,
) -> Response:
    """Only of what this robot has sold; in Russian or English."""
    purchase = await purchases.require_purchase_of_seller(session, robot, purchase_id)
    return await _answer(session, purchase, form, languages)


@router.get("/passenger/purchase/{purchase_id}/receipt", summary="Print my receipt", **_options)
async def get_passenger_receipt(
    purchase_id: UUID,
    passenger: PassengerDep,
    session: SessionDep,
    languages: LanguagesDep,
    form: FormatDep = ReceiptFormat.PDF,
) -> Response:
    """Of an own purchase, wherever it was sold; in Russian or English."""
    purchase = await purchases.require_purchase_of_user(session, passenger.id, purchase_id)
    return await _answer(session, purchase, form, languages)
