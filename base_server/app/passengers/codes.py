"""A ticket's code as a symbol for the robot's camera."""

import io

import segno


def qr_svg(code: str) -> bytes:
    """A scalable picture with the margin that readers need."""
    symbol = io.BytesIO()
    segno.make_qr(code, error="m").save(symbol, kind="svg", scale=8, xmldecl=False, light="white")
    return symbol.getvalue()
