"""Real faces that come with scikit-image, and what cameras do to them."""

import base64
from io import BytesIO
from typing import Any

import numpy as np
import skimage.data as samples
from PIL import Image, ImageEnhance, ImageFilter, ImageOps


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
