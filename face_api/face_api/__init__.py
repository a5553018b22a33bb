"""What other services need of face_server."""

from face_api.client import FaceApi
from face_api.errors import (
    PICTURE_ERRORS,
    FaceNotEnrolled,
    FaceRefused,
    FaceTooBlurred,
    FaceTooSmall,
    ImageTooLarge,
    NoFace,
    NotAnImage,
    SeveralFaces,
)
from face_api.models import (
    Box,
    EnrolledFace,
    ErasedFace,
    Face,
    FaceCollection,
    FaceMatch,
    FaceRecord,
    FaceSearch,
    FaceVerdict,
    FaceVerification,
    Quality,
)

__all__ = [
    "PICTURE_ERRORS",
    "Box",
    "EnrolledFace",
    "ErasedFace",
    "Face",
    "FaceApi",
    "FaceCollection",
    "FaceMatch",
    "FaceNotEnrolled",
    "FaceRecord",
    "FaceRefused",
    "FaceSearch",
    "FaceTooBlurred",
    "FaceTooSmall",
    "FaceVerdict",
    "FaceVerification",
    "ImageTooLarge",
    "NoFace",
    "NotAnImage",
    "Quality",
    "SeveralFaces",
]
