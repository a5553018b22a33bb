from typing import Annotated

from base_api import AdminDep
from fastapi import Depends
from service_kit.database import SessionDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router

from app.boarding import service
from app.boarding.schemas import RunBoarding, RunQuery
from app.tickets.schemas import HeldTicket

router = feature_router("/admin/train_run", tag="boarding")

RunDep = Annotated[RunQuery, Depends()]


@router.get("/boarding", summary="Show how far a run has boarded")
async def get_boarding(_: AdminDep, session: SessionDep, run: RunDep) -> RunBoarding:
    """Tickets, boarded ones, and refused checks by reason, of the run and of each wagon."""
    return await service.get_boarding(session, run)


@router.get("/no_shows", summary="List who did not come")
async def list_no_shows(
    _: AdminDep, session: SessionDep, page: PageDep, run: RunDep
) -> Page[HeldTicket]:
    """Valid tickets of the run that nobody boarded with before the passenger's departure."""
    return await service.list_no_shows(session, page, run)
