"""What a camera reads from a picture of a code: drawn and decoded by other hands than ours."""

import re

import zxingcpp

_MOVE = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")
# Enough points for each module of the symbol.
_ZOOM = 4
_DARK, _LIGHT = b"\x00", b"\xff"


def scan(svg: str) -> list[str]:
    """The codes in the picture, each of whose lines is one module high."""
    size = int(_found(r'fill="#fff" d="M0 0h(\d+)v', svg))
    rows = [[_LIGHT] * size for _ in range(size)]
    x, y = 0, 0
    for kind, first, second in _MOVE.findall(_found(r'class="qrline"[^>]* d="([^"]+)"', svg)):
        if kind == "h":
            rows[y][x : x + int(first)] = [_DARK] * int(first)
        elif kind == "M":
            # The middle of the line.
            x, y = 0, int(float(second))
        else:
            y += int(second)
        x += int(first)
    picture = b"".join(b"".join(point * _ZOOM for point in row) * _ZOOM for row in rows)
    side = size * _ZOOM
    seen = zxingcpp.read_barcodes(memoryview(picture).cast("B", [side, side]))
    return [code.text for code in seen]


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, pattern
    return match[1]
