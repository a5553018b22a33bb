import random
import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from app.pictures.decoding import PictureLimits, decode_picture
from app.refusals import PictureRefused, Reason
from tests.portraits import astronaut, encoded

LIMITS = PictureLimits(max_bytes=2_000_000, max_pixels=4_000_000, working_side=1024)
EXIF_ORIENTATION = 0x0112


def refusal_of(data: bytes, limits: PictureLimits = LIMITS) -> Reason:
    with pytest.raises(PictureRefused) as refused:
        decode_picture(data, limits)
    assert refused.value.detail.endswith(".")
    return refused.value.reason


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def animation(image_format: str) -> bytes:
    frames = [Image.new("RGB", (60, 60), (shade, 0, 0)) for shade in (0, 120, 240)]
    file = BytesIO()
    frames[0].save(file, image_format, save_all=True, append_images=frames[1:])
    return file.getvalue()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_decodes_each_format(image_format: str) -> None:
    picture = decode_picture(encoded(astronaut(), image_format), LIMITS)
    assert picture.pixels.shape == (512, 512, 3)
    assert picture.pixels.dtype == np.uint8
    assert picture.scale == 1


@pytest.mark.parametrize("mode", ["L", "LA", "RGBA", "P", "1", "CMYK", "I;16"])
def test_every_colour_mode_becomes_rgb(mode: str) -> None:
    image_format = "JPEG" if mode == "CMYK" else "PNG"
    picture = decode_picture(encoded(Image.new(mode, (40, 30)), image_format), LIMITS)
    assert picture.pixels.shape == (30, 40, 3)


def test_turns_the_picture_as_its_orientation_says() -> None:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = 6
    left_half_red = Image.new("RGB", (60, 40), (0, 0, 0))
    left_half_red.paste((255, 0, 0), (0, 0, 30, 40))
    picture = decode_picture(encoded(left_half_red, "PNG", exif=exif), LIMITS)
    assert picture.pixels.shape == (60, 40, 3)
    assert picture.pixels[5, 20].tolist() == [255, 0, 0]
    assert picture.pixels[55, 20].tolist() == [0, 0, 0]


@pytest.mark.parametrize("image_format", ["JPEG", "PNG"])
def test_scales_down_to_the_working_side_and_tells_by_how_much(image_format: str) -> None:
    picture = decode_picture(encoded(Image.new("RGB", (2000, 1000)), image_format), LIMITS)
    assert picture.pixels.shape == (512, 1024, 3)
    assert picture.scale == pytest.approx(2000 / 1024)


def test_a_stereo_jpeg_of_a_phone_is_a_still_picture() -> None:
    file = BytesIO()
    astronaut().save(file, "MPO", save_all=True, append_images=[astronaut()])
    assert decode_picture(file.getvalue(), LIMITS).pixels.shape == (512, 512, 3)


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_refuses_an_animation(image_format: str) -> None:
    assert refusal_of(animation(image_format)) is Reason.NOT_AN_IMAGE


@pytest.mark.parametrize("image_format", ["GIF", "BMP", "TIFF", "ICO", "PPM"])
def test_refuses_other_formats(image_format: str) -> None:
    assert refusal_of(encoded(Image.new("RGB", (60, 60)), image_format)) is Reason.NOT_AN_IMAGE


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", b"%PDF-1.7", bytes(1000)])
def test_refuses_what_is_no_picture(data: bytes) -> None:
    assert refusal_of(data) is Reason.NOT_AN_IMAGE


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_refuses_a_truncated_picture(image_format: str, share: float) -> None:
    data = encoded(astronaut(), image_format)
    assert refusal_of(data[: int(len(data) * share)]) is Reason.NOT_AN_IMAGE


def test_refuses_too_many_bytes_without_reading_them() -> None:
    limits = PictureLimits(max_bytes=100, max_pixels=100, working_side=200)
    assert refusal_of(bytes(101), limits) is Reason.IMAGE_TOO_LARGE


@pytest.mark.parametrize("side", [2001, 10_000, 16_000, 65_000])
def test_refuses_too_many_pixels_by_the_header_alone(side: int) -> None:
    assert refusal_of(png_of_size(side, side)) is Reason.IMAGE_TOO_LARGE


def test_a_thousand_damaged_pictures_are_refused_or_decoded_and_nothing_else() -> None:
    chance = random.Random(7)
    originals = [encoded(astronaut().resize((96, 96)), kind) for kind in ("JPEG", "PNG", "WEBP")]
    outcomes = [outcome_of(damaged(chance, chance.choice(originals))) for _ in range(1000)]
    assert outcomes.count(Reason.NOT_AN_IMAGE) > 200


def damaged(chance: random.Random, original: bytes) -> bytes:
    data = bytearray(original)
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def outcome_of(data: bytes) -> Reason | None:
    try:
        decode_picture(data, LIMITS)
    except PictureRefused as refused:
        return refused.reason
    return None
