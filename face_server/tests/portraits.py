"""Real faces that come with scikit-image, and what cameras do to them."""

import base64
from functools import cache
from io import BytesIO
from typing import Any

import numpy as np
import skimage.data as samples
from PIL import Image, ImageEnhance, ImageFilter, ImageOps


@cache
def _sample(name: str) -> Any:
    # The functions of scikit-image's data module have no annotations.
    return getattr(samples, name)()


def astronaut() -> Image.Image:
    """Eileen Collins, 512 × 512; her face is 87 pixels wide."""
    return Image.fromarray(_sample("astronaut"))


def shifted() -> Image.Image:
    return astronaut().transform((512, 512), Image.Transform.AFFINE, (1, 0, 40, 0, 1, -30))


def darker() -> Image.Image:
    return ImageEnhance.Brightness(astronaut()).enhance(0.4)


def dimmed(factor: float) -> Image.Image:
    return ImageEnhance.Brightness(astronaut()).enhance(factor)


@cache
def turned(degrees: float) -> Image.Image:
    """The astronaut's head turned to the right of the picture, as a drawn relief would turn.

    The face is an upright cylinder with a nose on it. It hides nothing and brings nothing new into
    sight, so it stands for a turned head as far as the places of eyes and nose go, and no further.
    """
    angle = np.radians(degrees)
    rows, columns = np.mgrid[0:512, 0:512].astype(np.float64)
    source = columns.copy()
    for _ in range(30):
        shift = _depth(source, rows) * np.sin(angle) + (source - _NOSE_X) * (np.cos(angle) - 1)
        source = 0.5 * source + 0.5 * (columns - shift)
    picture = np.array(astronaut())
    across = np.clip(np.rint(source), 0, 511).astype(int)
    return Image.fromarray(picture[rows.astype(int), across])


_NOSE_X, _NOSE_Y = 219, 135
_HALF_WIDTH, _NOSE_HEIGHT, _NOSE_RADIUS = 70.0, 34.0, 22.0


def _depth(x: Any, y: Any) -> Any:
    """How far a point of the face lies before the plane of the eyes, in pixels; 0 beside it."""
    inside = np.clip(1 - ((x - _NOSE_X) / _HALF_WIDTH) ** 2, 0, 1)
    fade = np.exp(-(((y - 120) / 70) ** 4))
    nose = np.exp(-(((x - _NOSE_X) / _NOSE_RADIUS) ** 2) - ((y - _NOSE_Y) / _NOSE_RADIUS) ** 2)
    return inside * fade * 12 + nose * _NOSE_HEIGHT


def closer(factor: float) -> Image.Image:
    """The face so many times as large in a picture of the same size."""
    side = 512 / factor
    left, top = 222 - side / 2, max(0.0, 140 - side / 2)
    part = astronaut().crop((int(left), int(top), int(left + side), int(top + side)))
    return part.resize((512, 512), Image.Resampling.LANCZOS)


def flat_and_turned(narrower: float) -> Image.Image:
    """A photograph held before the camera and turned: it becomes narrower, and that is all."""
    width = int(512 * narrower)
    picture = Image.new("RGB", (512, 512), (60, 60, 60))
    picture.paste(astronaut().resize((width, 512)), ((512 - width) // 2, 0))
    return picture


def half_in_shadow(factor: float) -> Image.Image:
    """The left half of the face with less light."""
    light = np.ones(512)
    light[:222] = factor
    return Image.fromarray((np.array(astronaut()) * light[None, :, None]).astype(np.uint8))


def smaller() -> Image.Image:
    return astronaut().resize((256, 256))


def mirrored() -> Image.Image:
    return ImageOps.mirror(astronaut())


def blurred(radius: float) -> Image.Image:
    return astronaut().filter(ImageFilter.GaussianBlur(radius))


def twice() -> Image.Image:
    picture = Image.new("RGB", (1024, 512))
    picture.paste(astronaut(), (0, 0))
    picture.paste(astronaut(), (512, 0))
    return picture


def nobody() -> Image.Image:
    """A cup of coffee. Where there is nobody, the detector enlarges and looks again: a second of
    work with the picture in full."""
    return nobody_in_full().resize((300, 200))


def nobody_in_full() -> Image.Image:
    return Image.fromarray(_sample("coffee"))


def other_person(index: int) -> Image.Image:
    """One of a hundred people of Labeled Faces in the Wild, who come 25 pixels wide."""
    grey = (_sample("lfw_subset")[index] * 255).astype(np.uint8)
    face = Image.fromarray(grey).convert("RGB").resize((200, 200), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (320, 320), (90, 90, 90))
    picture.paste(face, (60, 60))
    return picture


OTHER_PEOPLE = (2, 3, 10, 18, 23, 31)
"""Those whose enlarged faces are clear enough to be enrolled."""


def encoded(picture: Image.Image, image_format: str = "JPEG", **options: Any) -> bytes:
    if image_format == "JPEG":
        options.setdefault("quality", 92)
    file = BytesIO()
    picture.save(file, image_format, **options)
    return file.getvalue()


def as_base64(picture: Image.Image, image_format: str = "JPEG", **options: Any) -> str:
    return base64.b64encode(encoded(picture, image_format, **options)).decode()


def noisy(sigma: float) -> Image.Image:
    """As a cheap sensor sees in the dark."""
    noise = np.random.default_rng(1).normal(0, sigma, (512, 512, 3))
    return Image.fromarray((np.array(astronaut()) + noise).clip(0, 255).astype(np.uint8))


def covered(top: int, bottom: int) -> Image.Image:
    """Something flat before the face, between these rows."""
    picture = astronaut()
    picture.paste((40, 60, 120), (170, top, 275, bottom))
    return picture
