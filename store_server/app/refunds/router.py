from uuid import UUID

from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.routing import feature_router

from app.errors import PurchaseNotFound
from app.refunds import service
from app.refunds.errors import ItemNotInPurchase, NothingToRefund, RefundExceedsPurchase
from app.refunds.schemas import RefundCreate, RefundRead
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router("/store", tag="purchases")


@router.post(
    "/purchase/{purchase_id}/refund",
    status_code=201,
    summary="Refund a purchase, or a part of it",
    responses=problems(
        PurchaseNotFound,
        ItemNotInPurchase,
        RefundExceedsPurchase,
        NothingToRefund,
        IdempotencyConflict,
    ),
)
async def refund_purchase(
    purchase_id: UUID,
    body: RefundCreate,
    terminal: TerminalDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> RefundRead:
    """At the price of the sale. Send an Idempotency-Key: a repeated refund is then one refund."""
    return await idempotency.once(
        RefundRead,
        lambda: service.refund(
            session, own_store(terminal), purchase_id, body, caller_name(terminal)
        ),
    )
