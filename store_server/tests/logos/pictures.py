"""Pictures to send, good and bad."""

import io
import struct
import zlib

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, form, **options)
    return made.getvalue()


def animation(form: str) -> bytes:
    made = io.BytesIO()
    frames = [Image.new("RGB", (10, 10), (shade, 0, 0)) for shade in (0, 250)]
    frames[0].save(made, form, save_all=True, append_images=frames[1:])
    return made.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it has billions of pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
