"""The detection error trade-off as a picture: both axes logarithmic, as is customary."""

import math
from collections.abc import Sequence

from app.evaluation.rates import Rates

_SIDE, _EDGE, _DECADES = 400, 50, 4


def draw_curve(rates: Sequence[Rates]) -> str:
    """An SVG. Rates below one in ten thousand lie on the border."""
    points = " ".join(
        f"{_place(one.fmr):.1f},{_SIDE + 2 * _EDGE - _place(one.fnmr):.1f}"
        for one in rates
        if one.fmr is not None and one.fnmr is not None
    )
    whole = _SIDE + 2 * _EDGE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" '
        'font-family="sans-serif" font-size="11">'
        "<title>Detection error trade-off</title>"
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        'stroke="#888"/>'
        + "".join(_grid(decade, whole) for decade in range(_DECADES + 1))
        + f'<text x="{whole / 2}" y="{whole - 8}" text-anchor="middle">false match rate</text>'
        f'<text x="12" y="{whole / 2}" text-anchor="middle" '
        f'transform="rotate(-90 12 {whole / 2})">false non-match rate</text>'
        f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/></svg>'
    )


def _grid(decade: int, whole: int) -> str:
    place, label = _EDGE + _SIDE * decade / _DECADES, f"{10.0 ** (decade - _DECADES):g}"
    return (
        f'<path d="M{place} {_EDGE}V{_EDGE + _SIDE}M{_EDGE} {place}H{_EDGE + _SIDE}" '
        'stroke="#ddd"/>'
        f'<text x="{place}" y="{whole - _EDGE + 14}" text-anchor="middle">{label}</text>'
        f'<text x="{_EDGE - 4}" y="{whole - place + 4}" text-anchor="end">{label}</text>'
    )


def _place(rate: float) -> float:
    exponent = math.log10(rate) if rate > 0 else -_DECADES
    return _EDGE + _SIDE * (max(exponent, -_DECADES) + _DECADES) / _DECADES
