from uuid import UUID

from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.routing import feature_router

from app.errors import ItemArchived, ItemNotFound, OutOfStock
from app.stock import service
from app.stock.schemas import MovementCreate, MovementRead
from app.terminal import TerminalDep, caller_name, own_store

router = feature_router("/store", tag="stock")


@router.post(
    "/item/{item_id}/stock",
    status_code=201,
    summary="Move stock",
    responses=problems(ItemNotFound, ItemArchived, OutOfStock, IdempotencyConflict),
)
async def create_movement(
    item_id: UUID,
    body: MovementCreate,
    terminal: TerminalDep,
    session: SessionDep,
    idempotency: IdempotencyDep,
) -> MovementRead:
    """Send an Idempotency-Key: a delivery that is repeated after a lost answer counts once."""

    async def work() -> MovementRead:
        item = await service.hold_item(session, own_store(terminal), item_id)
        movement = await service.move(session, item, body.delta, body.reason, caller_name(terminal))
        return MovementRead.of(movement)

    return await idempotency.once(MovementRead, work)
