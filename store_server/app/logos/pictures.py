"""From whatever was sent to a small WebP picture, or a refusal."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from app.logos.errors import NotAPicture, PictureTooLarge

FORMATS = ("JPEG", "PNG", "WEBP")
MAXIMUM_PIXELS = 16_000_000
SIDE = 512
QUALITY = 82


def make_logo(content: bytes) -> bytes:
    """Takes up to a second and four bytes a pixel: not for the event loop.

    Only the pixels are taken over: no metadata, no profile, nothing that hides behind the picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Reads the header alone: what is too large is never decoded.
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                return _encoded(_checked(picture))
    # Pillow's decoders raise many kinds of errors on broken files.
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
    ) as error:
        raise NotAPicture from error
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(pixels=MAXIMUM_PIXELS) from error


def _checked(picture: Image.Image) -> Image.Image:
    if picture.width * picture.height > MAXIMUM_PIXELS:
        raise PictureTooLarge(pixels=MAXIMUM_PIXELS)
    if getattr(picture, "is_animated", False):
        raise NotAPicture
    return picture


def _encoded(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.thumbnail((SIDE, SIDE))
    plain.info.clear()
    made = io.BytesIO()
    plain.save(made, "WEBP", quality=QUALITY, method=4)
    return made.getvalue()
