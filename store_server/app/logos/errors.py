from http import HTTPStatus

from service_kit.errors import ServiceError


class NotAPicture(ServiceError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    code = "NOT_A_PICTURE"
    detail = "This is no still JPEG, PNG or WebP picture. Convert it, and send the file itself."


class PictureTooLarge(ServiceError):
    """With `pixels`, the most there may be."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "PICTURE_TOO_LARGE"
    detail = "This picture has too many pixels. Make it smaller, see pixels."
