"""What face_server refuses. Left alone, each becomes the same problem of the service that asked."""

from http import HTTPStatus

from service_kit.errors import ServiceError
from service_kit.http_client import PeerError


class FaceRefused(ServiceError):
    """face_server understood and refused; `status`, `code` and `detail` are its own."""


class NotAnImage(FaceRefused):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "NOT_AN_IMAGE"
    detail = "This is no still JPEG, PNG or WebP picture. Take it again or convert it."


class ImageTooLarge(FaceRefused):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "IMAGE_TOO_LARGE"
    detail = "The picture has too many bytes or pixels. Send a smaller one."


class NoFace(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "NO_FACE"
    detail = "No face was found. Look straight into the camera in even light, and come closer."


class SeveralFaces(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "SEVERAL_FACES"
    detail = "There are several faces in the picture. Only one person may be in it."


class FaceTooSmall(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_TOO_SMALL"
    detail = "The face is too small. Come closer to the camera or send a larger picture."


class FaceUnclear(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_UNCLEAR"
    detail = "The face is hard to make out. Uncover it and look straight into the camera."


class FaceTooDark(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_TOO_DARK"
    detail = "The face is too dark. Turn towards the light or switch one on."


class FaceTooBright(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_TOO_BRIGHT"
    detail = "The face is too bright. Step out of the direct light or cover the lamp."


class FaceUnevenlyLit(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_UNEVENLY_LIT"
    detail = "One side of the face is in the dark. Turn until the light falls on both sides."


class FaceTurnedAway(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_TURNED_AWAY"
    detail = "The face is turned away. Look straight into the camera and hold the head upright."


class FramesDiffer(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FRAMES_DIFFER"
    detail = "The frames do not show one and the same person. Take them again, of one person only."


class LivenessExpired(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "LIVENESS_EXPIRED"
    detail = "The challenge has expired or was used already. Ask for a new one and begin again."


class LivenessFailed(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "LIVENESS_FAILED"
    detail = "The pictures do not show what was asked for. Ask for a new challenge and try again."


class FaceTooBlurred(FaceRefused):
    status = HTTPStatus.CONFLICT
    code = "FACE_TOO_BLURRED"
    detail = "The face is blurred. Hold still, clean the lens, and take the picture again."


class FaceNotEnrolled(FaceRefused):
    status = HTTPStatus.NOT_FOUND
    code = "FACE_NOT_ENROLLED"
    detail = "No face of this subject is enrolled in this collection. Enrol one first."


PICTURE_ERRORS: tuple[type[FaceRefused], ...] = (
    NotAnImage,
    ImageTooLarge,
    NoFace,
    SeveralFaces,
    FaceTooSmall,
    FaceUnclear,
    FaceTooDark,
    FaceTooBright,
    FaceUnevenlyLit,
    FaceTurnedAway,
    FaceTooBlurred,
    FramesDiffer,
    LivenessExpired,
    LivenessFailed,
)
"""For `problems(*PICTURE_ERRORS)` of a route that passes a picture on."""

_ALL: tuple[type[FaceRefused], ...] = (*PICTURE_ERRORS, FaceNotEnrolled)
_BY_CODE = {error.code: error for error in _ALL}


def refusal(error: PeerError) -> FaceRefused | PeerError:
    """The business error that was answered.

    Anything else, such as a credential that is not accepted, is a fault of this platform and no
    answer to its client: it stays as it is.
    """
    if error.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        # Also said by the body limits on the way, which know nothing of pictures.
        return ImageTooLarge(error.detail if error.code == ImageTooLarge.code else None)
    known = _BY_CODE.get(error.code)
    return known(error.detail) if known else error
