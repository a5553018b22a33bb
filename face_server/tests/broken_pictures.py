"""A thousand pictures that are none, the same every time."""

import io
import random
import struct
import zlib
from collections.abc import Iterator

import skimage.data as samples
from PIL import Image

SEED = 20261121
FORMATS = ("JPEG", "PNG", "WEBP")
TRUNCATED, FLIPPED, RUBBISH = 300, 450, 180
_SIDE = 64
# Of which a decoder could believe that it is one of ours, or something dangerous.
_HEADS = (
    b"",
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\xff\xff\xff\x7fWEBPVP8 ",
    b"%PDF-1.7\n",
    b"<svg xmlns='http://www.w3.org/2000/svg'>",
    b"PK\x03\x04",
    b"II*\x00",
    b"GIF89a",
    b"BM",
    b"\x00\x00\x00\x18ftypheic",
    b"%!PS-Adobe-3.0 EPSF-3.0\n",
    b"\x7fELF",
    b"\x00\x00\x01\x00",
    b"8BPS",
)


def broken_pictures() -> Iterator[bytes]:
    chance = random.Random(SEED)
    whole = [_saved(one) for one in FORMATS]
    for _ in range(TRUNCATED):
        data = chance.choice(whole)
        yield data[: chance.randrange(1, len(data))]
    for _ in range(FLIPPED):
        yield _flipped(chance, chance.choice(whole))
    for number in range(RUBBISH):
        yield _HEADS[number % len(_HEADS)] + chance.randbytes(chance.randrange(0, 3_000))
    yield from _bombs()
    yield from _animated()
    yield from _unusual()


def _portrait() -> Image.Image:
    # The functions of scikit-image's data module have no annotations.
    picture = Image.fromarray(samples.astronaut())  # type: ignore[no-untyped-call]
    return picture.crop((160, 60, 288, 188)).resize((_SIDE, _SIDE))


def _saved(image_format: str, picture: Image.Image | None = None, **options: object) -> bytes:
    file = io.BytesIO()
    (picture or _portrait()).save(file, image_format, **options)
    return file.getvalue()


def _flipped(chance: random.Random, data: bytes) -> bytes:
    """Some bits are the other way round, more often in the head than in the rest."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 20)):
        end = chance.choice((64, len(data)))
        changed[chance.randrange(min(end, len(data)))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _bombs() -> Iterator[bytes]:
    """Little that says of itself to be very much, and little that becomes very much."""
    sizes = (0, 1, 4_900, 30_000, 65_535, 2**31 - 1, 2**32 - 1)
    for width in sizes:
        for height in sizes:
            yield _png(width, height)
    yield _saved("PNG", Image.new("1", (6_000, 6_000)))
    yield _saved("PNG", Image.new("L", (30_000, 2_000)))
    yield _saved("WEBP", Image.new("RGB", (5_100, 5_100)), lossless=True)


def _png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 200_000)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _animated() -> Iterator[bytes]:
    frames = [_portrait().rotate(degrees) for degrees in (0, 90, 180)]
    for image_format in ("GIF", "PNG", "WEBP"):
        for count in (1, 2, 3):
            rest = frames[1:count]
            yield _saved(image_format, frames[0], save_all=True, append_images=rest)


def _unusual() -> Iterator[bytes]:
    """Well-formed, and of a kind that cameras do not make."""
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        yield _saved("PNG", _portrait().convert("L" if mode == "I;16" else mode).convert(mode))
    for mode in ("L", "CMYK"):
        yield _saved("JPEG", _portrait().convert(mode))
    for image_format in ("BMP", "TIFF", "ICO", "PPM"):
        yield _saved(image_format)
    for side in (1, 2, 3):
        for image_format in FORMATS:
            yield _saved(image_format, Image.new("RGB", (side, 500)))
    exif = _saved("JPEG", exif=b"Exif\0\0" + b"\xff" * 60)
    yield from (exif, exif + _saved("PNG"), _saved("PNG") + exif)
