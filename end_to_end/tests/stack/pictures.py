"""Pictures that are refused, each for another reason."""

import io

import numpy as np
from PIL import Image, ImageFilter

from app.demo.photos import portrait


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92)
    return file.getvalue()


def _portrait() -> Image.Image:
    return Image.open(io.BytesIO(portrait()))


def without_a_face() -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), dtype=np.uint8)
    return _jpeg(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(4)))


def with_two_faces() -> bytes:
    one = _portrait()
    both = Image.new("RGB", (one.width * 2, one.height))
    both.paste(one, (0, 0))
    both.paste(one, (one.width, 0))
    return _jpeg(both)


def with_a_small_face() -> bytes:
    one = _portrait()
    wide = Image.new("RGB", (one.width, one.height), "white")
    wide.paste(one.resize((one.width // 4, one.height // 4)), (20, 20))
    return _jpeg(wide)


def with_a_blurred_face() -> bytes:
    return _jpeg(_portrait().filter(ImageFilter.GaussianBlur(3)))


def truncated() -> bytes:
    return portrait()[:20_000]


def as_video(picture: bytes, frames: int = 2) -> bytes:
    """What a camera would see of it, 640 by 480, as YUV4MPEG2 with 4:2:0 colours."""
    height, width = 480, 640
    scene = Image.new("RGB", (width, height), "gray")
    # As near as somebody who fills the oval of the page.
    person = Image.open(io.BytesIO(picture)).crop((64, 0, 384, 320)).resize((height, height))
    scene.paste(person, ((width - height) // 2, 0))
    light, *colours = scene.convert("YCbCr").split()
    halves = [colour.resize((width // 2, height // 2)) for colour in colours]
    frame = b"FRAME\n" + b"".join(plane.tobytes() for plane in (light, *halves))
    return f"YUV4MPEG2 W{width} H{height} F20:1 Ip A1:1 C420jpeg\n".encode() + frame * frames
