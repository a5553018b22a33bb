"""The face routes, for other services only."""

from uuid import UUID

from service_kit.callers import ServiceDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.chroma import FaceStoreUnavailable
from app.faces.dependencies import FaceServiceDep
from app.faces.errors import PICTURE_ERRORS, FaceNotEnrolled, ImageTooLarge, NotAnImage
from app.faces.schemas import (
    BoxRead,
    DetectedFaceRead,
    DetectedRead,
    EnrolledRead,
    ErasedRead,
    FaceDetect,
    FaceEnrol,
    FaceRead,
    FaceSearch,
    FaceVerify,
    FramesRead,
    HeldRead,
    IssueRead,
    MatchRead,
    PointRead,
    QualityRead,
    RecordRead,
    SearchRead,
    VerifiedRead,
)
from app.liveness.errors import LIVENESS_ERRORS
from app.templates.galleries import SHRED_SECONDS, TIDY_SECONDS, GalleryLoading
from app.workers.errors import FaceEngineBusy, FaceEngineFailed

router = feature_router("/faces", tag="faces")
ENGINE_ERRORS = (FaceEngineBusy, FaceEngineFailed)


@router.post(
    "/search",
    summary="Who is in the picture?",
    responses=problems(
        *PICTURE_ERRORS, *LIVENESS_ERRORS, *ENGINE_ERRORS, FaceStoreUnavailable, GalleryLoading
    ),
)
async def search_faces(body: FaceSearch, faces: FaceServiceDep, _: ServiceDep) -> SearchRead:
    """Compares the one face of the picture with those enrolled, and judges: nobody is an answer."""
    found = await faces.search(body.pictures, body.collection, body.among, body.limit)
    return SearchRead(
        verdict=found.verdict,
        matches=[MatchRead.model_validate(match) for match in found.matches],
        nearest_distance=found.nearest_distance,
        margin=found.margin,
        votes=found.votes,
        threshold=found.threshold,
        engine_id=found.engine_id,
        face=FaceRead.model_validate(found.frames.face),
        frames=FramesRead.of(found.frames),
    )


@router.post(
    "/verify",
    summary="Is it this subject in the picture?",
    responses=problems(
        *PICTURE_ERRORS, *LIVENESS_ERRORS, FaceNotEnrolled, *ENGINE_ERRORS, FaceStoreUnavailable
    ),
)
async def verify_face(body: FaceVerify, faces: FaceServiceDep, _: ServiceDep) -> VerifiedRead:
    """Compares the one face of the picture with that of one subject."""
    verified = await faces.verify(body.subject_id, body.pictures, body.collection)
    return VerifiedRead(
        match=verified.match,
        distance=verified.distance,
        threshold=verified.threshold,
        engine_id=verified.engine_id,
        face=FaceRead.model_validate(verified.frames.face),
        frames=FramesRead.of(verified.frames),
    )


@router.post(
    "/detect",
    summary="What faces are in the picture?",
    responses=problems(NotAnImage, ImageTooLarge, *ENGINE_ERRORS),
)
async def detect_faces(body: FaceDetect, faces: FaceServiceDep, _: ServiceDep) -> DetectedRead:
    """Finds faces and measures them, says what to mend, and compares them with nobody."""
    return DetectedRead(
        faces=[
            DetectedFaceRead(
                box=BoxRead.model_validate(found.face.box),
                quality=QualityRead.model_validate(found.face.quality),
                landmarks=[PointRead.model_validate(point) for point in found.face.landmarks],
                issues=[IssueRead.model_validate(issue) for issue in found.issues],
            )
            for found in await faces.detect(body.image)
        ]
    )


@router.put(
    "/{subject_id}",
    summary="Enrol a subject's face",
    responses=problems(*PICTURE_ERRORS, *LIVENESS_ERRORS, *ENGINE_ERRORS, FaceStoreUnavailable),
)
async def enrol_face(
    subject_id: UUID, body: FaceEnrol, faces: FaceServiceDep, _: ServiceDep
) -> EnrolledRead:
    """Stores the template of the one face in the picture, never the picture; replaces an earlier
    template of the subject in this collection."""
    frames = await faces.enrol(subject_id, body.pictures, body.collection, body.consent)
    measured = FaceRead.model_validate(frames.face)
    return EnrolledRead(
        subject_id=subject_id,
        collection=body.collection,
        consent=body.consent,
        box=measured.box,
        quality=measured.quality,
        frames=FramesRead.of(frames),
    )


@router.get("/{subject_id}", summary="Is a face held?", responses=problems(FaceStoreUnavailable))
async def get_held_faces(subject_id: UUID, faces: FaceServiceDep, _: ServiceDep) -> HeldRead:
    """Where templates of the subject are, never the templates; nothing held is no error."""
    held = await faces.list_held(subject_id)
    return HeldRead.model_validate({"subject_id": subject_id, "held": held})


@router.delete(
    "/{subject_id}", summary="Erase a subject's face", responses=problems(FaceStoreUnavailable)
)
async def erase_face(subject_id: UUID, faces: FaceServiceDep, _: ServiceDep) -> ErasedRead:
    """Destroys the subject's keys and templates of every collection and engine, and answers a
    receipt; twice does no harm."""
    receipt = await faces.erase(subject_id)
    return ErasedRead(
        subject_id=subject_id,
        erased_at=receipt.erased_at,
        removed=[RecordRead.model_validate(one) for one in receipt.removed],
        memory_cleared_within_seconds=TIDY_SECONDS,
        keys_overwritten_within_seconds=SHRED_SECONDS,
    )
