"""Why a picture cannot be used: raised in a worker process, answered to the caller."""

from enum import StrEnum


class Reason(StrEnum):
    NOT_AN_IMAGE = "NOT_AN_IMAGE"
    IMAGE_TOO_LARGE = "IMAGE_TOO_LARGE"
    NO_FACE = "NO_FACE"
    SEVERAL_FACES = "SEVERAL_FACES"
    FACE_TOO_SMALL = "FACE_TOO_SMALL"
    FACE_UNCLEAR = "FACE_UNCLEAR"
    FACE_TOO_DARK = "FACE_TOO_DARK"
    FACE_TOO_BRIGHT = "FACE_TOO_BRIGHT"
    FACE_UNEVENLY_LIT = "FACE_UNEVENLY_LIT"
    FACE_TURNED_AWAY = "FACE_TURNED_AWAY"
    FACE_TOO_BLURRED = "FACE_TOO_BLURRED"


class PictureRefused(Exception):
    """The picture does not serve; `detail` says what to do about it.

    Both values stand in `args`, because the exception is pickled on its way to the server.
    """

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
