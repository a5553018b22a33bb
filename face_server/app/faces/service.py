"""Enrolling, erasing and recognising."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from app.config import Settings
from app.engine.examination import ExaminedFace
from app.engine.quality import Issue, find_issues
from app.faces.comparing import Answer, Comparer
from app.faces.errors import FaceNotEnrolled, FramesDiffer
from app.faces.examiner import Examiner
from app.faces.frames import Frames, greatest_difference
from app.faces.presence import Moves, Presence, SamePerson
from app.templates.index import Collection, Index
from app.templates.store import Held, Receipt, TemplateStore
from app.verdict import Judgement, Verdict, judge

# Another engine's template is taken only from a match that leaves no doubt.
_SURE = 0.8
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Frames of one moment; with `moves` also those of a liveness challenge."""

    images: Sequence[str]
    moves: Moves | None = None


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
    engine_id: str
    frames: Frames


@dataclass(frozen=True, slots=True)
class Verification:
    match: bool
    distance: float
    threshold: float
    engine_id: str
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
        presence: Presence,
        store: TemplateStore,
        settings: Settings,
    ) -> None:
        self._examiner = examiner
        self._comparer = comparer
        self._presence = presence
        self._store = store
        self._settings = settings

    async def enrol(
        self,
        subject_id: UUID,
        pictures: Pictures,
        collection: Collection,
        consent: str,
    ) -> Frames:
        """Store the face as the subject's, in place of an earlier one, for every engine in use."""
        frames = await self._examiner.encode_enrolment(pictures.images)
        await self._require_one_person(pictures, frames, collection)
        await self._store.replace(collection, subject_id, frames.templates, consent)
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
        pictures: Pictures,
        collection: Collection,
        among: Sequence[UUID] | None,
        limit: int,
    ) -> SearchResult:
        """Who is in the picture: of the subjects in `among`, or of the whole collection."""
        frames = await self._examiner.encode_question(pictures.images)
        await self._require_one_person(pictures, frames, collection)
        # Two at least, because the runner-up decides between a match and an ambiguity.
        answer = await self._comparer.ask(frames, collection, among, max(limit, 2))
        judgement, votes = await self._judge(frames, answer)
        _log.info("face.searched", collection=collection, verdict=judgement.verdict)
        if judgement.verdict is Verdict.MATCH:
            await self._move(answer, frames)
        return SearchResult(
            verdict=judgement.verdict,
            matches=_matches(answer)[:limit],
            nearest_distance=answer.nearest[0].distance if answer.nearest else None,
            margin=judgement.margin,
            votes=votes,
            threshold=answer.rule.threshold,
            engine_id=answer.index.engine_id,
            frames=frames,
        )

    async def verify(
        self, subject_id: UUID, pictures: Pictures, collection: Collection
    ) -> Verification:
        """Whether the picture shows this subject. Raises `FaceNotEnrolled`."""
        frames = await self._examiner.encode_question(pictures.images)
        await self._require_one_person(pictures, frames, collection)
        answer = await self._comparer.ask(frames, collection, [subject_id], 1)
        if not answer.nearest:
            raise FaceNotEnrolled
        if answer.is_known:
            await self._move(answer, frames)
        return Verification(
            match=answer.is_known,
            distance=answer.nearest[0].distance,
            threshold=answer.rule.threshold,
            engine_id=answer.index.engine_id,
            frames=frames,
        )

    async def detect(self, image: str) -> list[DetectedFace]:
        """The faces of the picture, each with what to mend before it could be enrolled."""
        demands = self._settings.enrolment.demands
        return [
            DetectedFace(face, list(find_issues(face.quality, demands)))
            for face in await self._examiner.examine(image)
        ]

    async def _judge(self, frames: Frames, answer: Answer) -> tuple[Judgement, int]:
        judgement = judge([one.distance for one in answer.nearest], answer.rule)
        if judgement.verdict is not Verdict.MATCH or len(frames.single) == 1:
            return judgement, int(judgement.verdict is Verdict.MATCH)
        votes, voters = await self._comparer.count_votes(frames, answer)
        if 2 * votes <= voters:
            return Judgement(Verdict.AMBIGUOUS, judgement.margin), votes
        return judgement, votes

    async def _move(self, answer: Answer, frames: Frames) -> None:
        """Give the subject a template of the engine that has none yet, under the same consent."""
        others = [one for one in frames.templates if one != answer.index.engine_id]
        is_sure = answer.nearest[0].distance <= _SURE * answer.rule.threshold
        demands = self._settings.enrolment.demands
        if not others or not is_sure or any(find_issues(frames.face.quality, demands)):
            return
        subject_id = answer.nearest[0].subject_id
        for engine_id in others:
            index = Index(answer.index.collection, engine_id)
            template = frames.templates[engine_id]
            if await self._store.add(index, subject_id, template, beside=answer.index):
                _log.info("face.moved", subject=str(subject_id), engine=engine_id)

    async def _require_one_person(
        self, pictures: Pictures, frames: Frames, collection: Collection
    ) -> None:
        """One and, where that is asked for, present."""
        engine_id, rule = self._comparer.own_engine, self._comparer.own_rule(collection)
        if greatest_difference(frames, engine_id) > rule.threshold:
            raise FramesDiffer
        same = SamePerson(engine_id, rule)
        await self._presence.require(pictures.images, frames, pictures.moves, same)


def _matches(answer: Answer) -> list[Match]:
    return [
        Match(found.subject_id, found.distance, answer.rule.confidence(found.distance))
        for found in answer.nearest
        if answer.rule.is_match(found.distance)
    ]
