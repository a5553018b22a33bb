"""The client of face_server."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar
from uuid import UUID, uuid4

from face_api.errors import refusal
from face_api.models import (
    DetectedFace,
    DetectedFaces,
    EnrolledFace,
    ErasedFace,
    FaceRecord,
    FaceSearch,
    FaceVerification,
    HeldFaces,
    LivenessAnswer,
    LivenessChallenge,
)
from service_kit.http_client import Answer, PeerError, ServiceClient

PASSENGERS = "passengers"


class FaceApi(ServiceClient):
    """Pictures are JPEG, PNG or WebP in base64, or data URLs. Where one is asked for, up to five
    frames of the same moment may be given instead; they are judged as one. With `liveness`, the
    person must have done what `begin_liveness` asked for.

    Every method raises a subclass of `FaceRefused` for what is wrong with the picture, and
    `PeerUnavailable` while face_server is away or has too much to do.
    """

    name: ClassVar[str] = "face"

    async def enroll(
        self,
        subject_id: UUID,
        image: str | Sequence[str],
        *,
        consent: str,
        collection: str = PASSENGERS,
        liveness: LivenessAnswer | None = None,
    ) -> EnrolledFace:
        """Make the one face of the picture the subject's, in place of an earlier one.

        `consent` says under what the caller keeps the subject's consent.
        """
        body = {**_pictures(image, liveness), "collection": collection, "consent": consent}
        answer = await self._ask("PUT", f"/faces/{subject_id}", body)
        return EnrolledFace.model_validate_json(answer.content)

    async def erase(self, subject_id: UUID) -> ErasedFace:
        """Erase the subject from every collection; the receipt. Nobody there is no error."""
        answer = await self._ask("DELETE", f"/faces/{subject_id}")
        return ErasedFace.model_validate_json(answer.content)

    async def list_held(self, subject_id: UUID) -> list[FaceRecord]:
        """In which collections the subject is enrolled."""
        answer = await self._ask("GET", f"/faces/{subject_id}")
        return HeldFaces.model_validate_json(answer.content).held

    async def search(
        self,
        image: str | Sequence[str],
        *,
        collection: str = PASSENGERS,
        among: Collection[UUID] | None = None,
        limit: int = 5,
        liveness: LivenessAnswer | None = None,
    ) -> FaceSearch:
        """Who is in the picture, of the subjects in `among` (exactly) or the whole collection."""
        subjects = None if among is None else [str(subject_id) for subject_id in among]
        answer = await self._ask(
            "POST",
            "/faces/search",
            {
                **_pictures(image, liveness),
                "collection": collection,
                "among": subjects,
                "limit": limit,
            },
        )
        return FaceSearch.model_validate_json(answer.content)

    async def verify(
        self,
        subject_id: UUID,
        image: str | Sequence[str],
        *,
        collection: str = PASSENGERS,
        liveness: LivenessAnswer | None = None,
    ) -> FaceVerification:
        """Is it this subject? Raises `FaceNotEnrolled` as well."""
        answer = await self._ask(
            "POST",
            "/faces/verify",
            {
                **_pictures(image, liveness),
                "subject_id": str(subject_id),
                "collection": collection,
            },
        )
        return FaceVerification.model_validate_json(answer.content)

    async def begin_liveness(self) -> LivenessChallenge:
        """What the person should do before the camera. One that is never answered expires."""
        answer = await self._ask("POST", "/faces/liveness")
        return LivenessChallenge.model_validate_json(answer.content)

    async def detect(self, image: str) -> list[DetectedFace]:
        """The faces of the picture, each with what to mend before it could be enrolled."""
        answer = await self._ask("POST", "/faces/detect", {"image": image})
        return DetectedFaces.model_validate_json(answer.content).faces

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        # Each of these calls may be repeated: a question changes nothing, and enrolling or erasing
        # twice is doing it once. A key tells the kit's client so whatever the method.
        try:
            return await self.request(method, path, idempotency_key=uuid4().hex, json=body)
        except PeerError as error:
            raise refusal(error) from error


def _pictures(image: str | Sequence[str], liveness: LivenessAnswer | None) -> dict[str, Any]:
    pictures = {"image": image} if isinstance(image, str) else {"images": list(image)}
    return {**pictures, "liveness": liveness.model_dump() if liveness else None}
