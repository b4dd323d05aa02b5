"""A finished file looked at: how many pages, a page as pixels, its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from consult_app.errors import Refused

_LOCK = Lock()
"""The library behind is not made for two threads at a time."""

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """Pixels of a page, rows from the top: `stride` bytes a row, four a pixel (B, G, R, unused)."""

    width: int
    height: int
    stride: int
    data: bytes


def page_count(pdf: bytes) -> int:
    """How many pages. Raises Refused (document.unreadable)."""
    with opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points. Raises Refused (document.unreadable)."""
    with opened(pdf) as document:
        return tuple(document.get_page_size(i) for i in range(len(document)))


def page_image(pdf: bytes, index: int, dpi: float = 150) -> PageImage:
    """Page `index` (from 0) as pixels on white. Raises Refused (document.unreadable)."""
    with opened(pdf) as document:
        page = document[index]
        bitmap = page.render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True)
        image = PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
        bitmap.close()
        page.close()
        return image


def page_text(pdf: bytes, index: int) -> str:
    """The text of page `index` as a reader program would take it out."""
    with opened(pdf) as document:
        page = document[index]
        text = page.get_textpage()
        found = str(text.get_text_bounded())
        text.close()
        page.close()
        return found


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The file for reading, for one thread. Raises Refused (document.unreadable)."""
    import pypdfium2  # when the first file is looked at: the day's list needs none

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as broken:
            raise Refused("document.unreadable") from broken
        try:
            yield document
        finally:
            document.close()
