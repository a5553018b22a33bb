"""Logos of what is sold, drawn by code: the same for the same name and category, every time."""

import colorsys
import hashlib
import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen

SIZE = 192
# Drawn larger and made smaller, which smooths the edges.
_SCALE = 3
Colour = tuple[int, int, int]
_WHITE: Colour = (255, 255, 255)


def draw_logo(name: str, category: str | None) -> bytes:
    """A PNG: the category decides what is on it, the name in which colours."""
    hue = hashlib.sha256(name.encode()).digest()[0] / 256
    image = Image.new("RGB", (SIZE * _SCALE,) * 2, _colour(hue, 0.22, 0.96))
    _SHAPES.get(category or "", _parcel)(_Sketch(ImageDraw.Draw(image), _colour(hue, 0.7, 0.62)))
    file = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


def _colour(hue: float, saturation: float, value: float) -> Colour:
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


class _Sketch:
    """Shapes in hundredths of the picture's side."""

    def __init__(self, pen: Pen, ink: Colour) -> None:
        self._pen = pen
        self.ink = ink

    def oval(self, left: int, top: int, right: int, bottom: int, fill: Colour) -> None:
        self._pen.ellipse(_points(left, top, right, bottom), fill=fill)

    def box(self, left: int, top: int, right: int, bottom: int, fill: Colour) -> None:
        radius = 4 * SIZE * _SCALE // 100
        self._pen.rounded_rectangle(_points(left, top, right, bottom), radius, fill=fill)

    def half(self, left: int, top: int, right: int, bottom: int, fill: Colour) -> None:
        """The lower half of an oval."""
        self._pen.pieslice(_points(left, top, right, bottom), 0, 180, fill=fill)

    def ring(self, left: int, top: int, right: int, bottom: int) -> None:
        width = 5 * SIZE * _SCALE // 100
        self._pen.ellipse(_points(left, top, right, bottom), outline=self.ink, width=width)


def _points(*hundredths: int) -> list[float]:
    return [number * SIZE * _SCALE / 100 for number in hundredths]


def _cup(sketch: _Sketch) -> None:
    sketch.ring(58, 38, 84, 64)
    sketch.box(26, 32, 68, 72, sketch.ink)
    sketch.oval(26, 26, 68, 40, _WHITE)
    sketch.box(18, 76, 76, 82, sketch.ink)


def _bowl(sketch: _Sketch) -> None:
    sketch.half(16, 12, 84, 84, sketch.ink)
    sketch.oval(16, 38, 84, 58, _WHITE)
    sketch.oval(22, 42, 78, 55, sketch.ink)


def _plate(sketch: _Sketch) -> None:
    sketch.oval(14, 14, 86, 86, _WHITE)
    sketch.oval(26, 26, 74, 74, sketch.ink)
    sketch.oval(38, 36, 56, 52, _WHITE)


def _cake(sketch: _Sketch) -> None:
    sketch.box(20, 44, 80, 78, sketch.ink)
    sketch.box(20, 56, 80, 62, _WHITE)
    sketch.oval(42, 26, 58, 44, sketch.ink)


def _book(sketch: _Sketch) -> None:
    sketch.box(22, 20, 78, 80, sketch.ink)
    sketch.box(30, 28, 70, 34, _WHITE)
    sketch.box(30, 40, 60, 46, _WHITE)


def _parcel(sketch: _Sketch) -> None:
    sketch.box(20, 34, 80, 80, sketch.ink)
    sketch.box(46, 34, 54, 80, _WHITE)
    sketch.ring(30, 16, 50, 36)
    sketch.ring(50, 16, 70, 36)


_SHAPES: Mapping[str, Callable[[_Sketch], None]] = {
    "Bakery": _cake,
    "Breakfast": _plate,
    "Coffee": _cup,
    "Desserts": _cake,
    "Drinks": _cup,
    "Main dishes": _plate,
    "Reading": _book,
    "Snacks": _plate,
    "Soups": _bowl,
    "Starters": _plate,
    "Sweets": _cake,
    "Tea": _cup,
}
