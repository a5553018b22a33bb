"""What can be wrong with a question about faces."""

from http import HTTPStatus

from service_kit.errors import ServiceError

from app.refusals import PictureRefused, Reason


class NotAnImage(ServiceError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = Reason.NOT_AN_IMAGE.value
    detail = "This is no still JPEG, PNG or WebP picture. Take it again or convert it."


class ImageTooLarge(ServiceError):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = Reason.IMAGE_TOO_LARGE.value
    detail = "The picture has too many bytes or pixels. Send a smaller one."


class NoFace(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.NO_FACE.value
    detail = "No face was found. Look straight into the camera in even light, and come closer."


class SeveralFaces(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.SEVERAL_FACES.value
    detail = "There are several faces in the picture. Only one person may be in it."


class FaceTooSmall(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TOO_SMALL.value
    detail = "The face is too small. Come closer to the camera or send a larger picture."


class FaceUnclear(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_UNCLEAR.value
    detail = "The face is hard to make out. Uncover it and look straight into the camera."


class FaceTooDark(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TOO_DARK.value
    detail = "The face is too dark. Turn towards the light or switch one on."


class FaceTooBright(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TOO_BRIGHT.value
    detail = "The face is too bright. Step out of the direct light or cover the lamp."


class FaceUnevenlyLit(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_UNEVENLY_LIT.value
    detail = "One side of the face is in the dark. Turn until the light falls on both sides."


class FaceTurnedAway(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TURNED_AWAY.value
    detail = "The face is turned away. Look straight into the camera and hold the head upright."


class FaceTooBlurred(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TOO_BLURRED.value
    detail = "The face is blurred. Hold still, clean the lens, and take the picture again."


class FramesDiffer(ServiceError):
    status = HTTPStatus.CONFLICT
    code = "FRAMES_DIFFER"
    detail = "The frames do not show one and the same person. Take them again, of one person only."


class FaceNotEnrolled(ServiceError):
    status = HTTPStatus.NOT_FOUND
    code = "FACE_NOT_ENROLLED"
    detail = "No face of this subject is enrolled in this collection. Enrol one first."


PICTURE_ERRORS: tuple[type[ServiceError], ...] = (
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
)
_BY_CODE = {error.code: error for error in PICTURE_ERRORS}


def refusal(refused: PictureRefused) -> ServiceError:
    return _BY_CODE[refused.reason](refused.detail)
