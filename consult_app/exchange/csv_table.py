"""Tables as CSV that a spreadsheet can open without running anything that stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What spreadsheets take for the beginning of something to work out (OWASP, CSV injection)."""


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """UTF-8 with the mark that spreadsheets want, commas, every cell in quotes, CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str | int) -> str:
    """The words of a cell; an apostrophe before them where they would be taken for a formula."""
    words = str(cell)
    return f"'{words}" if words.lstrip(" ").startswith(_BEGINS_A_FORMULA) else words
