from typing import Annotated
from uuid import UUID

from base_api import AdminDep
from fastapi import Query
from service_kit.database import SessionDep
from service_kit.errors import problems
from service_kit.idempotency import IdempotencyConflict, IdempotencyDep
from service_kit.paging import Page
from service_kit.routing import feature_router
from service_kit.schemas import OK, Ok

from app.engineers import service
from app.engineers.dependencies import EngineerPageDep
from app.engineers.errors import (
    EngineerFromProvider,
    EngineerNotFound,
    LastAdministrator,
    LoginTaken,
)
from app.engineers.schemas import (
    EngineerCreate,
    EngineerCreated,
    EngineerRead,
    PasswordUpdate,
    PrivilegesUpdate,
)
from app.fields import SearchText

router = feature_router("/admin", tag="engineers")

LoginQuery = Annotated[
    SearchText | None, Query(description="Is in the login, whatever its case and accents.")
]


@router.post(
    "/engineer",
    status_code=201,
    summary="Make an engineer",
    responses=problems(LoginTaken, IdempotencyConflict),
)
async def create_engineer(
    body: EngineerCreate, _: AdminDep, session: SessionDep, idempotency: IdempotencyDep
) -> EngineerCreated:
    """The new engineer has no privileges yet; give them by `PUT /admin/engineer_privileges`."""

    async def work() -> EngineerCreated:
        engineer = await service.create_engineer(session, body)
        return EngineerCreated(id=engineer.id, login=engineer.login)

    return await idempotency.once(EngineerCreated, work)


@router.get("/engineers", summary="List engineers")
async def list_engineers(
    _: AdminDep, session: SessionDep, page: EngineerPageDep, login: LoginQuery = None
) -> Page[EngineerRead]:
    """The newest first unless sorted."""
    return await service.list_engineers(session, page, login)


@router.put(
    "/engineer_privileges",
    summary="Replace an engineer's privileges",
    responses=problems(EngineerNotFound, EngineerFromProvider, LastAdministrator),
)
async def set_engineer_privileges(body: PrivilegesUpdate, _: AdminDep, session: SessionDep) -> Ok:
    """Ends the engineer's sessions when something changed: the next sign-in has the new ones."""
    await service.set_privileges(session, body)
    return OK


@router.put(
    "/engineer/{engineer_id}/password",
    summary="Give an engineer another password",
    responses=problems(EngineerNotFound, EngineerFromProvider),
)
async def set_engineer_password(
    engineer_id: UUID, body: PasswordUpdate, _: AdminDep, session: SessionDep
) -> Ok:
    """Ends the engineer's sessions."""
    await service.set_password(session, engineer_id, body.password)
    return OK


@router.delete(
    "/engineers/{engineer_id}",
    summary="Delete an engineer",
    responses=problems(EngineerNotFound, LastAdministrator),
)
async def delete_engineer(engineer_id: UUID, _: AdminDep, session: SessionDep) -> Ok:
    """Ends the engineer's sessions. What the engineer did stays on record."""
    await service.delete_engineer(session, engineer_id)
    return OK
