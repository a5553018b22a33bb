"""A real portrait, and the same face as another camera would see it."""

import io
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageEnhance
from skimage import data

SHIFT_PIXELS = (37, 21)
BRIGHTNESS = 0.6
SCALE = 0.62


def portrait() -> bytes:
    """Eileen Collins, photographed by NASA (public domain), as a JPEG file."""
    return _jpeg(_astronaut())


def changed_portrait() -> bytes:
    """The same picture shifted, darker and smaller."""
    shifted = ImageChops.offset(_astronaut(), *SHIFT_PIXELS)
    darker = ImageEnhance.Brightness(shifted).enhance(BRIGHTNESS)
    width, height = darker.size
    return _jpeg(darker.resize((int(width * SCALE), int(height * SCALE))))


def _astronaut() -> Image.Image:
    pixels = cast("NDArray[np.uint8]", data.astronaut())  # type: ignore[no-untyped-call]
    return Image.fromarray(pixels)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    return file.getvalue()
