"""From the bytes of an untrusted picture to upright pixels, entirely in memory."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from app.refusals import PictureRefused, Reason

FORMATS = ("JPEG", "PNG", "WEBP")

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, RGB."""


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a picture may cost.

    `max_pixels` is checked from the header, before anything is decoded. A longer side than
    `working_side` is scaled down to it: faces stay large enough, and detection stays quick.
    """

    max_bytes: int
    max_pixels: int
    working_side: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels to work on; multiplied by `scale`, a place in them is one in the upright original."""

    pixels: Pixels
    scale: float


def decode_picture(data: bytes, limits: PictureLimits) -> Picture:
    """Raise `PictureRefused` for anything but one still JPEG, PNG or WebP within the limits."""
    if len(data) > limits.max_bytes:
        raise too_many_bytes(limits.max_bytes)
    with _decoder_failures(), Image.open(BytesIO(data), formats=FORMATS) as image:
        _check_header(image, limits)
        return _upright(image, limits.working_side)


def too_many_bytes(max_bytes: int) -> PictureRefused:
    return PictureRefused(
        Reason.IMAGE_TOO_LARGE,
        f"The picture has more than {max_bytes // 1024} KiB. Send a smaller one.",
    )


def _too_many_pixels(max_pixels: int) -> PictureRefused:
    return PictureRefused(
        Reason.IMAGE_TOO_LARGE,
        f"The picture has more than {max_pixels // 1_000_000} million pixels. Send a smaller one.",
    )


def not_an_image() -> PictureRefused:
    return PictureRefused(
        Reason.NOT_AN_IMAGE,
        "This is no complete JPEG, PNG or WebP picture. Take the picture again or convert it.",
    )


@contextmanager
def _decoder_failures() -> Iterator[None]:
    # A broken file makes Pillow raise whatever its parsers run into: OSError, SyntaxError,
    # struct.error, zlib.error, … All of it means the same to the sender.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except PictureRefused:
            raise
        except Image.DecompressionBombError as error:
            raise PictureRefused(
                Reason.IMAGE_TOO_LARGE, "The picture has far too many pixels. Send a smaller one."
            ) from error
        except Exception as error:
            raise not_an_image() from error


def _check_header(image: Image.Image, limits: PictureLimits) -> None:
    width, height = image.size
    if width * height > limits.max_pixels:
        raise _too_many_pixels(limits.max_pixels)
    # A JPEG of a phone may carry a second, stereo or gain-map picture behind the first ("MPO");
    # it is a still picture all the same.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PictureRefused(
            Reason.NOT_AN_IMAGE, "The picture is animated. Send a still JPEG, PNG or WebP."
        )


def _upright(image: Image.Image, working_side: int) -> Picture:
    longest = max(image.size)
    # Lets the JPEG decoder leave out what would be scaled away anyhow.
    image.draft("RGB", (working_side, working_side))
    image.load()
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((working_side, working_side), Image.Resampling.LANCZOS)
    return Picture(np.array(upright), longest / max(upright.size))
