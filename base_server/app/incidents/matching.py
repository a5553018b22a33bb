"""Who is on the faces of an incident: passengers of its run, and people on the watch-list.

The pictures pass through to face_server and are kept nowhere.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from face_api import FaceApi, FaceCollection, FaceRefused, FaceSearch, FaceVerdict
from service_kit.database import Database
from service_kit.http_client import PeerUnavailable
from sqlalchemy.ext.asyncio import AsyncSession

from app.incidents import repository
from app.incidents.errors import IncidentNotFound
from app.incidents.events import tell_changed
from app.models import FaceMatching, Incident, IncidentParticipant
from app.tickets.service import list_on_run, list_user_ids_on_run
from app.users.service import list_existing_held
from app.watch_list.service import list_matchable_ids, note_match

# face_server encodes on few cores; more at once would only stand in its queue, and in the way of
# the robots that identify passengers.
_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who can be meant: nobody else is compared with."""

    passengers: Sequence[UUID]
    watch_list: Sequence[UUID]


@dataclass(slots=True)
class Findings:
    """Subject → the best confidence with which one of the faces was theirs."""

    passengers: dict[UUID, float] = field(default_factory=dict)
    watch_list: dict[UUID, float] = field(default_factory=dict)
    unusable: int = 0
    is_complete: bool = True


async def match_faces(
    database: Database, face_api: FaceApi, incident: Incident, faces: Sequence[str]
) -> Incident:
    """The incident with its participants, or with the remark that they could not be found."""
    async with database.session() as session:
        candidates = await _candidates(session, incident)
    findings = await _compare(face_api, candidates, faces)
    async with database.session() as session, session.begin():
        held = await repository.get_incident_held(session, incident.id)
        if held is None:
            raise IncidentNotFound
        if held.face_matching is not FaceMatching.MATCHED:
            await _note(session, held, findings)
        return held


async def _candidates(session: AsyncSession, incident: Incident) -> Candidates:
    passengers: Sequence[UUID] = []
    if incident.train_number is not None and incident.train_date is not None:
        passengers = await list_user_ids_on_run(session, incident.train_number, incident.train_date)
    return Candidates(passengers, await list_matchable_ids(session))


async def _compare(face_api: FaceApi, candidates: Candidates, faces: Iterable[str]) -> Findings:
    findings = Findings()
    turn = asyncio.Semaphore(_AT_ONCE)

    async def compare(face: str) -> None:
        async with turn:
            try:
                await _compare_one(face_api, candidates, face, findings)
            except FaceRefused:
                findings.unusable += 1
            except PeerUnavailable:
                findings.is_complete = False

    await asyncio.gather(*map(compare, faces))
    return findings


async def _compare_one(
    face_api: FaceApi, candidates: Candidates, face: str, findings: Findings
) -> None:
    """Whoever is looked for may travel with a ticket, so both are asked."""
    for collection, among, found in (
        (FaceCollection.WATCHLIST, candidates.watch_list, findings.watch_list),
        (FaceCollection.PASSENGERS, candidates.passengers, findings.passengers),
    ):
        if among:
            _keep_best(await face_api.search(face, collection=collection, among=among), found)


def _keep_best(search: FaceSearch, found: dict[UUID, float]) -> None:
    if search.verdict is FaceVerdict.MATCH:
        best = search.matches[0]
        found[best.subject_id] = max(best.confidence, found.get(best.subject_id, 0))


async def _note(session: AsyncSession, incident: Incident, findings: Findings) -> None:
    known = {
        one.user_id or one.watch_list_entry_id
        for one in await repository.list_participants(session, incident.id)
    }
    # Somebody may have gone, with all that is held about them, while the faces were compared.
    for user_id in await list_existing_held(session, findings.passengers):
        if user_id not in known:
            confidence = findings.passengers[user_id]
            session.add(await _passenger(session, incident, user_id, confidence))
            incident.passengers_matched += 1
    for entry_id, confidence in findings.watch_list.items():
        if entry_id not in known:
            session.add(_participant(incident, confidence, watch_list_entry_id=entry_id))
            note_match(session, entry_id, incident.id, confidence)
            incident.watch_list_matched += 1
    incident.faces_unusable = findings.unusable
    is_complete = findings.is_complete
    incident.face_matching = FaceMatching.MATCHED if is_complete else FaceMatching.UNAVAILABLE
    await session.flush()
    tell_changed(session, incident)


async def _passenger(
    session: AsyncSession, incident: Incident, user_id: UUID, confidence: float
) -> IncidentParticipant:
    """With the seats as they are now: tickets change, what was seen does not."""
    participant = _participant(incident, confidence, user_id=user_id)
    if incident.train_number is not None and incident.train_date is not None:
        participant.seats = [
            {
                "ticket_id": str(ticket.id),
                "wagon_number": ticket.wagon_number,
                "place_number": ticket.place_number,
            }
            for ticket in await list_on_run(
                session, incident.train_number, incident.train_date, user_id
            )
        ]
    return participant


def _participant(incident: Incident, confidence: float, **who: UUID) -> IncidentParticipant:
    return IncidentParticipant(incident_id=incident.id, confidence=confidence, seats=[], **who)
