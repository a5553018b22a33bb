from uuid import UUID

from base_api import AdminDep, RobotDep
from service_kit.database import DatabaseDep, SessionDep
from service_kit.errors import TooManyRequests, problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page, PageDep
from service_kit.redis_async.guessing import GuessLimiterDep
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.auth.dependencies import AddressDep
from app.auth_cards import service
from app.auth_cards.dependencies import CardKeysDep
from app.auth_cards.errors import CardNotFound, CardTaken, UnknownCard
from app.auth_cards.schemas import CardHolder, CardPresented, CardRead
from app.engineers.errors import EngineerNotFound
from app.engineers.schemas import EngineerRead

router = feature_router("/robot", tag="auth cards")
admin_router = feature_router("/admin", tag="auth cards")


@router.post(
    "/auth_card",
    summary="Whose card is this?",
    responses=problems(UnknownCard, TooManyRequests),
)
async def identify_card_holder(
    body: CardPresented,
    robot: RobotDep,
    database: DatabaseDep,
    limiter: GuessLimiterDep,
    keys: CardKeysDep,
    address: AddressDep,
) -> CardHolder:
    """The engineer and what they may do, for the service menu."""
    engineer = await service.identify_holder(
        database, limiter, keys, robot, body.key, address=address
    )
    return CardHolder(engineer=EngineerRead.of(engineer))


@admin_router.post(
    "/engineer/{engineer_id}/auth_card",
    status_code=201,
    summary="Give an engineer a card",
    responses=problems(EngineerNotFound, CardTaken, IdempotencyConflict),
)
async def create_auth_card(
    engineer_id: UUID,
    body: CardPresented,
    _: AdminDep,
    session: SessionDep,
    keys: CardKeysDep,
    idempotency: IdempotencyDep,
) -> CardRead:
    """It opens the service menu of robots, with the engineer's privileges."""

    async def work() -> CardRead:
        return CardRead.of(await service.add_card(session, keys, engineer_id, body.key))

    return await idempotency.once(CardRead, work)


@admin_router.get("/engineer/{engineer_id}/auth_cards", summary="List an engineer's cards")
async def list_auth_cards(
    engineer_id: UUID, _: AdminDep, session: SessionDep, page: PageDep
) -> Page[CardRead]:
    """The newest first."""
    return await service.list_cards(session, page, engineer_id)


@admin_router.delete(
    "/auth_card/{card_id}", summary="Delete a card", responses=problems(CardNotFound)
)
async def delete_auth_card(card_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """From now on it opens nothing."""
    await service.delete_card(session, card_id)
    return OK
