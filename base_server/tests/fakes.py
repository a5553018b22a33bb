"""Neighbours at their ports. The real ones are asked in the contract and end-to-end tests."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

from face_api import (
    Box,
    EnrolledFace,
    ErasedFace,
    Face,
    FaceMatch,
    FaceRecord,
    FaceSearch,
    FaceVerdict,
    LivenessAnswer,
    LivenessChallenge,
    LivenessExpired,
    LivenessStep,
    NoFace,
    Quality,
)
from service_kit.components import Component
from service_kit.http_client import PeerUnavailable
from store_api import StoreSummary, UserPurchase

NOBODY = "a picture without a face"
_FACE = Face(
    box=Box(left=0, top=0, width=100, height=100),
    quality=Quality(detector_score=1, size=100, sharpness=1, brightness=128),
)


class FakeFaces(Component):
    """Two faces are alike when their pictures are the same text."""

    name = "face"
    required = False

    def __init__(self) -> None:
        self.enrolled: dict[UUID, str | Sequence[str]] = {}
        self.challenges: set[str] = set()
        self.is_away = False

    async def check(self) -> None:
        self._require_here()

    def _require_here(self) -> None:
        if self.is_away:
            raise PeerUnavailable

    def _require_live(self, liveness: LivenessAnswer | None) -> None:
        if liveness and liveness.challenge_id not in self.challenges:
            raise LivenessExpired

    async def begin_liveness(self) -> LivenessChallenge:
        self._require_here()
        challenge_id = f"challenge-{len(self.challenges)}"
        self.challenges.add(challenge_id)
        return LivenessChallenge(
            challenge_id=challenge_id, steps=[LivenessStep.COME_CLOSER], expires_in=60
        )

    async def enroll(
        self,
        subject_id: UUID,
        image: str | Sequence[str],
        *,
        consent: str,
        collection: str,
        liveness: LivenessAnswer | None = None,
    ) -> EnrolledFace:
        self._require_here()
        self._require_live(liveness)
        if image == NOBODY:
            raise NoFace
        self.enrolled[subject_id] = image
        return EnrolledFace(subject_id=subject_id, box=_FACE.box, quality=_FACE.quality)

    async def erase(self, subject_id: UUID) -> ErasedFace:
        self._require_here()
        self.enrolled.pop(subject_id, None)
        return ErasedFace(
            subject_id=subject_id,
            erased_at=datetime.now(UTC),
            removed=[],
            memory_cleared_within_seconds=1,
            keys_overwritten_within_seconds=10,
        )

    async def list_held(self, subject_id: UUID) -> list[FaceRecord]:
        self._require_here()
        held = FaceRecord(collection="passengers", engine_id="fake")
        return [held] if subject_id in self.enrolled else []

    async def search(
        self,
        image: str | Sequence[str],
        *,
        collection: str,
        among: Collection[UUID] | None = None,
        liveness: LivenessAnswer | None = None,
    ) -> FaceSearch:
        self._require_here()
        self._require_live(liveness)
        if image == NOBODY:
            raise NoFace
        alike = [
            subject_id
            for subject_id, enrolled in self.enrolled.items()
            if enrolled == image and (among is None or subject_id in among)
        ]
        verdicts = {0: FaceVerdict.UNKNOWN, 1: FaceVerdict.MATCH}
        return FaceSearch(
            verdict=verdicts.get(len(alike), FaceVerdict.AMBIGUOUS),
            matches=[FaceMatch(subject_id=one, distance=0, confidence=1) for one in alike],
            nearest_distance=0 if alike else None,
            margin=None,
            threshold=0.5,
            face=_FACE,
        )


class FakeStores(Component):
    """Knows the stores that a test has opened."""

    name = "store"
    required = False

    def __init__(self) -> None:
        self.known: dict[UUID, StoreSummary] = {}
        self.purchases: dict[UUID, list[UserPurchase]] = {}
        self.is_away = False

    async def check(self) -> None:
        if self.is_away:
            raise PeerUnavailable

    async def list_stores(self, ids: Collection[UUID]) -> list[StoreSummary]:
        await self.check()
        return [self.known[one] for one in ids if one in self.known]

    async def is_store(self, store_id: UUID) -> bool:
        return bool(await self.list_stores([store_id]))

    async def list_purchases_of(self, user_id: UUID) -> list[UserPurchase]:
        await self.check()
        return self.purchases.get(user_id, [])
