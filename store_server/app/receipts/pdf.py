"""A receipt as PDF. The font has Latin, Cyrillic and Greek, and comes with its package."""

import ttf_opensans  # type: ignore[import-untyped]
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from app.receipts.rules import Receipt, calculation, facts, totals
from app.receipts.words import Words

_FONT = "Open Sans"
_HEADING, _TEXT, _SMALL = 14, 9, 7
_ROW_MM = 5
_PAGE_MM = (148.0, 210.0)


def as_pdf(receipt: Receipt, words: Words) -> bytes:
    """Takes tens of milliseconds of the processor: not for the event loop."""
    page = FPDF(format=_PAGE_MM)
    page.set_creation_date(receipt.date)
    page.set_title(f"{words.receipt} {receipt.purchase_id}")
    page.add_font(_FONT, fname=ttf_opensans.OPENSANS_REGULAR.path)
    page.add_page()
    _write(page, receipt.store, _HEADING)
    _write(page, words.receipt)
    for name, value in facts(receipt, words):
        _write(page, f"{name} {value}")
    _rule(page)
    for line in receipt.lines:
        _write(page, line.name)
        _pair(page, *calculation(line))
    _rule(page)
    for name, value in totals(receipt, words):
        _pair(page, name, value)
    _write(page, words.note, _SMALL)
    return bytes(page.output())


def _write(page: FPDF, text: str, size: int = _TEXT) -> None:
    page.set_font(_FONT, size=size)
    page.multi_cell(page.epw, size * 0.55, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _pair(page: FPDF, left: str, right: str) -> None:
    page.set_font(_FONT, size=_TEXT)
    page.cell(page.epw / 2, _ROW_MM, left)
    page.cell(page.epw / 2, _ROW_MM, right, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _rule(page: FPDF) -> None:
    height = page.get_y() + 1
    page.line(page.l_margin, height, page.l_margin + page.epw, height)
    page.set_y(height + 1)
