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


class FaceTooBlurred(ServiceError):
    status = HTTPStatus.CONFLICT
    code = Reason.FACE_TOO_BLURRED.value
    detail = "The face is blurred. Hold still, clean the lens, and take the picture again."


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
    FaceTooBlurred,
)
_BY_CODE = {error.code: error for error in PICTURE_ERRORS}


def refusal(refused: PictureRefused) -> ServiceError:
    return _BY_CODE[refused.reason](refused.detail)
