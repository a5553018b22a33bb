"""Enrolling, erasing and recognising."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from app.config import Settings
from app.engine.base import FaceEngine
from app.engine.examination import EncodedFace, ExaminedFace
from app.faces.errors import FaceNotEnrolled
from app.faces.examiner import Examiner
from app.faces.repository import Collection, FaceRepository, HeldRecord, Neighbour
from app.verdict import MatchRule, Verdict, judge

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Match:
    subject_id: UUID
    distance: float
    confidence: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    verdict: Verdict
    matches: Sequence[Match]
    nearest_distance: float | None
    margin: float | None
    threshold: float
    face: ExaminedFace


@dataclass(frozen=True, slots=True)
class Verification:
    match: bool
    distance: float
    threshold: float
    face: ExaminedFace


class FaceService:
    def __init__(
        self,
        engine: FaceEngine,
        examiner: Examiner,
        repository: FaceRepository,
        settings: Settings,
    ) -> None:
        self._engine = engine
        self._examiner = examiner
        self._repository = repository
        self._settings = settings

    async def enrol(self, subject_id: UUID, image: str, collection: Collection) -> ExaminedFace:
        """Store the face of the picture as the subject's, in place of an earlier one."""
        encoded = await self._examiner.encode_enrolment(image)
        await self._repository.put(collection, subject_id, encoded.template)
        _log.info("face.enrolled", subject=str(subject_id), collection=collection)
        return encoded.face

    async def erase(self, subject_id: UUID) -> list[HeldRecord]:
        removed = await self._repository.erase(subject_id)
        _log.info("face.erased", subject=str(subject_id), records=len(removed))
        return removed

    async def list_held(self, subject_id: UUID) -> list[HeldRecord]:
        return await self._repository.list_held(subject_id)

    async def search(
        self, image: str, collection: Collection, among: Sequence[UUID] | None, limit: int
    ) -> SearchResult:
        """Who is in the picture: of the subjects in `among`, or of the whole collection."""
        if among is None:
            encoded, neighbours = await self._search_index(image, collection, limit)
        else:
            encoded, neighbours = await self._search_among(image, collection, among)
        rule = self._rule(collection)
        judgement = judge([neighbour.distance for neighbour in neighbours], rule)
        _log.info("face.searched", collection=collection, verdict=judgement.verdict)
        return SearchResult(
            verdict=judgement.verdict,
            matches=_matches(neighbours, rule)[:limit],
            nearest_distance=neighbours[0].distance if neighbours else None,
            margin=judgement.margin,
            threshold=rule.threshold,
            face=encoded.face,
        )

    async def verify(self, subject_id: UUID, image: str, collection: Collection) -> Verification:
        """Whether the picture shows this subject. Raises `FaceNotEnrolled`."""
        template = await self._repository.get_template(collection, subject_id)
        if template is None:
            raise FaceNotEnrolled
        encoded = await self._examiner.encode_question(image)
        distance = float(self._engine.distances(encoded.template, template[None])[0])
        rule = self._rule(collection)
        return Verification(rule.is_match(distance), distance, rule.threshold, encoded.face)

    async def detect(self, image: str) -> list[ExaminedFace]:
        return await self._examiner.examine(image)

    async def _search_index(
        self, image: str, collection: Collection, limit: int
    ) -> tuple[EncodedFace, list[Neighbour]]:
        encoded = await self._examiner.encode_question(image)
        # Two at least, because the runner-up decides between a match and an ambiguity.
        count = max(limit, 2)
        return encoded, await self._repository.list_nearest(collection, encoded.template, count)

    async def _search_among(
        self, image: str, collection: Collection, among: Sequence[UUID]
    ) -> tuple[EncodedFace, list[Neighbour]]:
        # The templates are fetched while a worker encodes, so that they cost no time of their own.
        encoded, (subjects, templates) = await asyncio.gather(
            self._examiner.encode_question(image),
            self._repository.get_templates(collection, among),
        )
        distances = self._engine.distances(encoded.template, templates)
        neighbours = map(Neighbour, subjects, distances.tolist())
        return encoded, sorted(neighbours, key=lambda neighbour: neighbour.distance)

    def _rule(self, collection: Collection) -> MatchRule:
        match collection:
            case Collection.PASSENGERS:
                return self._settings.passengers.rule
            case Collection.WATCHLIST:
                return self._settings.watchlist.rule


def _matches(neighbours: Sequence[Neighbour], rule: MatchRule) -> list[Match]:
    return [
        Match(found.subject_id, found.distance, rule.confidence(found.distance))
        for found in neighbours
        if rule.is_match(found.distance)
    ]
