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
    FaceSearch,
    FaceVerdict,
    FaceVerification,
    Quality,
    RemovedFace,
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
    "RemovedFace",
    "SeveralFaces",
]
