"""Finding the ticket to check by its holder's face."""

from uuid import UUID

from face_api import FaceApi, FaceVerdict
from service_kit.database import Database
from ticket_rules import Reason, TicketState

from app.checks import service
from app.checks.schemas import CheckRequest, VerdictRead
from app.fields import ShownFace
from app.identification.schemas import Scope
from app.identification.service import search
from app.models import Ticket
from app.robots.service import require_trip
from app.tickets.service import list_on_run

_REFUSALS = {
    FaceVerdict.UNKNOWN: Reason.FACE_UNKNOWN,
    FaceVerdict.AMBIGUOUS: Reason.FACE_AMBIGUOUS,
}


async def check_by_face(
    database: Database, face_api: FaceApi, robot_id: UUID, request: CheckRequest, face: str
) -> VerdictRead:
    """Identify the passenger among those of the run, then check their only ticket."""
    question = service.question_of(robot_id, request, face)
    # Before faces are compared: the repetition needs no face_server, and finds the same ticket.
    repeated = await service.get_repeated(database, question)
    if repeated is not None:
        return repeated
    shown = ShownFace(face, request.liveness)
    found = await search(database, face_api, robot_id, shown, Scope.TRAIN_RUN)
    ticket_id, refusal = None, _REFUSALS.get(found.verdict)
    if refusal is Reason.FACE_UNKNOWN and await _is_known(database, face_api, robot_id, shown):
        refusal = Reason.NO_TICKET
    if found.verdict is FaceVerdict.MATCH:
        user_id = found.matches[0].subject_id
        ticket_id, refusal = _choose(await _tickets_of(database, robot_id, user_id))
    return await service.check_by_ticket(database, question, ticket_id, refusal)


async def _is_known(database: Database, face_api: FaceApi, robot_id: UUID, face: ShownFace) -> bool:
    """Whether it is a passenger of ours, only not of this run: staff help them in another way."""
    found = await search(database, face_api, robot_id, face, Scope.ALL)
    return found.verdict is FaceVerdict.MATCH


async def _tickets_of(database: Database, robot_id: UUID, user_id: UUID) -> list[Ticket]:
    async with database.session() as session:
        trip = await require_trip(session, robot_id)
        return await list_on_run(session, trip.train_number, trip.train_date, user_id)


def _choose(tickets: list[Ticket]) -> tuple[UUID | None, Reason | None]:
    """The one ticket that is meant. With several, those not used yet are looked at first."""
    unused = [ticket for ticket in tickets if ticket.state is TicketState.VALID]
    candidates = unused or tickets
    if not candidates:
        return None, Reason.NO_TICKET
    if len(candidates) > 1:
        return None, Reason.SEVERAL_TICKETS
    return candidates[0].id, None
