"""The face routes, for other services only."""

from uuid import UUID

from service_kit.callers import ServiceDep
from service_kit.errors import problems
from service_kit.routing import feature_router

from app.chroma import FaceStoreUnavailable
from app.faces.dependencies import FaceServiceDep
from app.faces.errors import PICTURE_ERRORS, FaceNotEnrolled, ImageTooLarge, NotAnImage
from app.faces.schemas import (
    DetectedRead,
    EnrolledRead,
    ErasedRead,
    FaceDetect,
    FaceEnrol,
    FaceRead,
    FaceSearch,
    FaceVerify,
    HeldRead,
    SearchRead,
    VerifiedRead,
)
from app.workers.errors import FaceEngineBusy, FaceEngineFailed

router = feature_router("/faces", tag="faces")
ENGINE_ERRORS = (FaceEngineBusy, FaceEngineFailed)


@router.post(
    "/search",
    summary="Who is in the picture?",
    responses=problems(*PICTURE_ERRORS, *ENGINE_ERRORS, FaceStoreUnavailable),
)
async def search_faces(body: FaceSearch, faces: FaceServiceDep, _: ServiceDep) -> SearchRead:
    """Compares the one face of the picture with those enrolled, and judges: nobody is an answer."""
    found = await faces.search(body.image, body.collection, body.among, body.limit)
    return SearchRead.model_validate(found)


@router.post(
    "/verify",
    summary="Is it this subject in the picture?",
    responses=problems(*PICTURE_ERRORS, FaceNotEnrolled, *ENGINE_ERRORS, FaceStoreUnavailable),
)
async def verify_face(body: FaceVerify, faces: FaceServiceDep, _: ServiceDep) -> VerifiedRead:
    """Compares the one face of the picture with that of one subject."""
    verified = await faces.verify(body.subject_id, body.image, body.collection)
    return VerifiedRead.model_validate(verified)


@router.post(
    "/detect",
    summary="What faces are in the picture?",
    responses=problems(NotAnImage, ImageTooLarge, *ENGINE_ERRORS),
)
async def detect_faces(body: FaceDetect, faces: FaceServiceDep, _: ServiceDep) -> DetectedRead:
    """Finds faces and measures them, and compares them with nobody."""
    return DetectedRead.model_validate({"faces": await faces.detect(body.image)})


@router.put(
    "/{subject_id}",
    summary="Enrol a subject's face",
    responses=problems(*PICTURE_ERRORS, *ENGINE_ERRORS, FaceStoreUnavailable),
)
async def enrol_face(
    subject_id: UUID, body: FaceEnrol, faces: FaceServiceDep, _: ServiceDep
) -> EnrolledRead:
    """Stores the template of the one face in the picture, never the picture; replaces an earlier
    template of the subject in this collection."""
    face = await faces.enrol(subject_id, body.image, body.collection)
    measured = FaceRead.model_validate(face)
    return EnrolledRead(
        subject_id=subject_id,
        collection=body.collection,
        box=measured.box,
        quality=measured.quality,
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
    """Deletes the subject's templates of every collection and engine; twice does no harm."""
    removed = await faces.erase(subject_id)
    return ErasedRead.model_validate({"subject_id": subject_id, "removed": removed})
