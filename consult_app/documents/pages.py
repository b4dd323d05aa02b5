"""A finished file looked at: how many pages, a page as pixels, its text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from consult_app.documents import ordered
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


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in points from the upper left corner; `ends`: its line does."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    ends: bool = False


def page_words(pdf: bytes) -> tuple[tuple[Word, ...], ...]:
    """The words of each page in the order they are read. Raises Refused (document.unreadable)."""
    with opened(pdf) as document:
        return tuple(tuple(_words(document[index])) for index in range(len(document)))


def _words(page: Any) -> Iterator[Word]:
    height, text = page.get_height(), page.get_textpage()
    told = ordered.words(page, text)
    if told is None:
        yield from _plain_words(text, height)
    else:
        for one in told:
            left, bottom, right, top = one.box
            yield Word(one.text, left, height - top, right, height - bottom, one.ends)
    text.close()
    page.close()


def _plain_words(text: Any, height: float) -> Iterator[Word]:
    letters = text.get_text_range()
    boxes: list[tuple[float, float, float, float]] = []
    word = ""
    for index in range(min(text.count_chars(), len(letters))):
        letter = letters[index]
        if not letter.isspace():
            word += letter
            boxes.append(text.get_charbox(index))
        elif word:
            yield _word(word, boxes, height, ends=letter in "\r\n")
            word, boxes = "", []
    if word:
        yield _word(word, boxes, height, ends=True)


def _word(
    text: str, boxes: list[tuple[float, float, float, float]], height: float, *, ends: bool
) -> Word:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Word(text, min(lefts), height - max(tops), max(rights), height - min(bottoms), ends)


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
