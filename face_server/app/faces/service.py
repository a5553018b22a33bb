"""Enrolling, erasing and recognising."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from app.config import Settings
from app.engine.examination import ExaminedFace
from app.engine.quality import Issue, find_issues
from app.faces.comparing import Candidate, Comparer
from app.faces.errors import FaceNotEnrolled, FramesDiffer
from app.faces.examiner import Examiner
from app.faces.frames import Frames, greatest_difference
from app.templates.index import Collection, Index
from app.templates.store import Held, Receipt, TemplateStore
from app.verdict import Judgement, MatchRule, Verdict, judge

# A template is moved to a new engine only by a match that leaves no doubt.
_SURE = 0.8
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
    votes: int
    threshold: float
    frames: Frames


@dataclass(frozen=True, slots=True)
class Verification:
    match: bool
    distance: float
    threshold: float
    frames: Frames


@dataclass(frozen=True, slots=True)
class DetectedFace:
    """`issues` are what would keep this face from being enrolled."""

    face: ExaminedFace
    issues: Sequence[Issue]


class FaceService:
    def __init__(
        self,
        examiner: Examiner,
        comparer: Comparer,
        store: TemplateStore,
        settings: Settings,
    ) -> None:
        self._examiner = examiner
        self._comparer = comparer
        self._store = store
        self._settings = settings

    async def enrol(
        self, subject_id: UUID, images: Sequence[str], collection: Collection, consent: str
    ) -> Frames:
        """Store the face as the subject's, in place of an earlier one, for every engine in use."""
        frames = await self._examiner.encode_enrolment(images)
        self._require_one_person(frames, collection)
        for engine_id, template in frames.templates.items():
            await self._store.put(Index(collection, engine_id), subject_id, template, consent)
        _log.info("face.enrolled", subject=str(subject_id), collection=collection)
        return frames

    async def erase(self, subject_id: UUID) -> Receipt:
        receipt = await self._store.erase(subject_id)
        _log.info("face.erased", subject=str(subject_id), indexes=len(receipt.removed))
        return receipt

    async def list_held(self, subject_id: UUID) -> list[Held]:
        return await self._store.list_held(subject_id)

    async def search(
        self,
        images: Sequence[str],
        collection: Collection,
        among: Sequence[UUID] | None,
        limit: int,
    ) -> SearchResult:
        """Who is in the picture: of the subjects in `among`, or of the whole collection."""
        frames = await self._examiner.encode_question(images)
        self._require_one_person(frames, collection)
        if among is None:
            # Two at least, because the runner-up decides between a match and an ambiguity.
            candidates = await self._comparer.compare_all(frames, collection, max(limit, 2))
        else:
            candidates = await self._comparer.compare_among(frames, collection, among)
        rule = self._comparer.rule(collection)
        judgement, votes = await self._judge(frames, candidates, rule)
        _log.info("face.searched", collection=collection, verdict=judgement.verdict)
        if judgement.verdict is Verdict.MATCH:
            await self._move(candidates[0], frames, collection)
        return SearchResult(
            verdict=judgement.verdict,
            matches=_matches(candidates, rule)[:limit],
            nearest_distance=candidates[0].distance if candidates else None,
            margin=judgement.margin,
            votes=votes,
            threshold=rule.threshold,
            frames=frames,
        )

    async def verify(
        self, subject_id: UUID, images: Sequence[str], collection: Collection
    ) -> Verification:
        """Whether the picture shows this subject. Raises `FaceNotEnrolled`."""
        frames = await self._examiner.encode_question(images)
        self._require_one_person(frames, collection)
        found = await self._comparer.compare_among(frames, collection, [subject_id])
        if not found:
            raise FaceNotEnrolled
        rule = self._comparer.rule(collection)
        is_match = rule.is_match(found[0].distance)
        if is_match:
            await self._move(found[0], frames, collection)
        return Verification(is_match, found[0].distance, rule.threshold, frames)

    async def detect(self, image: str) -> list[DetectedFace]:
        """The faces of the picture, each with what to mend before it could be enrolled."""
        demands = self._settings.enrolment.demands
        return [
            DetectedFace(face, list(find_issues(face.quality, demands)))
            for face in await self._examiner.examine(image)
        ]

    async def _judge(
        self, frames: Frames, candidates: Sequence[Candidate], rule: MatchRule
    ) -> tuple[Judgement, int]:
        judgement = judge([one.distance for one in candidates], rule)
        if judgement.verdict is not Verdict.MATCH or len(frames.single) == 1:
            return judgement, int(judgement.verdict is Verdict.MATCH)
        votes = await self._comparer.count_votes(frames, candidates)
        if 2 * votes <= len(frames.single):
            return Judgement(Verdict.AMBIGUOUS, judgement.margin), votes
        return judgement, votes

    async def _move(self, found: Candidate, frames: Frames, collection: Collection) -> None:
        """Give a subject known only to the former engine a template of the engine in use."""
        index = self._comparer.index(collection)
        if found.index == index:
            return
        is_sure = found.distance <= _SURE * self._comparer.rule(collection).threshold
        demands = self._settings.enrolment.demands
        if not is_sure or any(find_issues(frames.face.quality, demands)):
            return
        consent = await self._store.get_consent(found.index, found.subject_id)
        if consent is not None:
            template = frames.templates[index.engine_id]
            await self._store.put(index, found.subject_id, template, consent)
            _log.info("face.moved", subject=str(found.subject_id), engine=index.engine_id)

    def _require_one_person(self, frames: Frames, collection: Collection) -> None:
        index, rule = self._comparer.index(collection), self._comparer.rule(collection)
        if greatest_difference(frames, index.engine_id) > rule.threshold:
            raise FramesDiffer


def _matches(candidates: Sequence[Candidate], rule: MatchRule) -> list[Match]:
    return [
        Match(found.subject_id, found.distance, rule.confidence(found.distance))
        for found in candidates
        if rule.is_match(found.distance)
    ]
