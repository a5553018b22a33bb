"""Cells that a spreadsheet would run as a formula, made harmless and back again.

https://owasp.org/www-community/attacks/CSV_Injection: such a cell gets an apostrophe in front. A
cell that already begins with apostrophes and goes on like a formula gets one more, so that taking
one away always gives back what was there.
"""

import re

# The wide forms are taken for formulas by spreadsheets in East Asian settings.
_FORMULA = r"\s*[=+\-@＝＋－＠\t\r\n]"
_RISKY = re.compile(f"'*{_FORMULA}")
_GUARDED = re.compile(f"'+{_FORMULA}")


def guard(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
