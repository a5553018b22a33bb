from typing import Annotated

from base_api import AdminDep, SecurityDep
from fastapi import Query
from service_kit.database import SessionDep
from service_kit.paging import Page, PageDep
from service_kit.routing import feature_router, query_of

from app.boarding import service
from app.boarding.schemas import RunBoarding, RunQuery, RunsOfDay
from app.fields import TrainDate
from app.tickets.schemas import HeldTicket

router = feature_router("/admin", tag="boarding")
security_router = feature_router("/monitoring", tag="boarding")

RunDep = Annotated[RunQuery, query_of(RunQuery)]
RunsOn = Annotated[TrainDate, Query()]


@router.get("/train_runs", summary="List the runs of a day")
async def list_train_runs(_: AdminDep, session: SessionDep, train_date: RunsOn) -> RunsOfDay:
    """Those for which there are tickets, with how far each has boarded."""
    return await service.list_runs(session, train_date)


@security_router.get("/train_runs", summary="List the runs of a day and their wagons")
async def list_monitored_runs(_: SecurityDep, session: SessionDep, train_date: RunsOn) -> RunsOfDay:
    """The same for the security, who look at a train wagon by wagon."""
    return await service.list_runs(session, train_date)


@router.get("/train_run/boarding", summary="Show how far a run has boarded")
async def get_boarding(_: AdminDep, session: SessionDep, run: RunDep) -> RunBoarding:
    """Tickets, boarded ones, and refused checks by reason, of the run and of each wagon."""
    return await service.get_boarding(session, run)


@router.get("/train_run/no_shows", summary="List who did not come")
async def list_no_shows(
    _: AdminDep, session: SessionDep, page: PageDep, run: RunDep
) -> Page[HeldTicket]:
    """Valid tickets of the run that nobody boarded with before the passenger's departure."""
    return await service.list_no_shows(session, page, run)
