"""The clinic at the top of the first page: logo, name, address, the numbers to call."""

from __future__ import annotations

from typing import Any

from PIL import Image
from reportlab.lib.utils import ImageReader

from consult_app.documents import logo, paper, structure, text
from consult_app.documents.boxes import Box, Row, Rule, Stack, Text
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Span
from consult_app.documents.structure import Element
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import Letterhead

LOGO_HEIGHT = 40.0
LOGO_WIDTH = 130.0
WIDEST_PHONES = 0.45


class Picture(Box):
    """A picture of fixed size, with what it shows in words."""

    def __init__(self, image: Image.Image, width: float, height: float, alt: str) -> None:
        self.height = height
        self._image: Any = ImageReader(image)
        self._size = width, height
        self.element = Element("Figure", alt=alt)

    def draw(self, pen: Pen, x: float, top: float, parent: Element) -> None:
        width, height = self._size
        left = pen.left(x, width)
        self.element.attributes = structure.layout_box(left, top - height, width, height)
        with pen.content(self.element.under(parent)):
            pen.canvas.drawImage(self._image, left, top - height, width, height)


def build(letterhead: Letterhead, words: Words, style: Style, width: float) -> Stack:
    """The letterhead with its rule. Raises as `logo.fitted`."""
    phones = _phones(letterhead, words, style)
    right = min(max((t.natural for t in phones), default=0.0) + 1, width * WIDEST_PHONES)
    left = width - right - paper.GAP
    clinic = _clinic(letterhead, style, left)
    row = Row([clinic, Stack([t.box for t in phones])], [left, right], paper.GAP)
    rule = Rule(paper.ACCENT, 1.0)
    rule.before = 9.0
    stack = Stack([row, rule], Element("Sect"), whole=True)
    stack.after = 15.0
    return stack


def check(letterhead: Letterhead) -> None:
    """Raise what `build` would refuse."""
    if letterhead.logo:
        logo.fitted(letterhead.logo, LOGO_WIDTH, LOGO_HEIGHT)


class _Phone:
    """One number with the word before it, on the right."""

    def __init__(self, word: str, number: str, style: Style) -> None:
        quiet = text.plain(f"{word}\u00a0\u00a0", style.letterhead)
        spans: tuple[Span, ...] = (*quiet, *text.plain(number, style.phones))
        self.natural = text.natural_width(spans)
        self.box = Text(spans, style.phones, style.language, right=True)


def _phones(letterhead: Letterhead, words: Words, style: Style) -> list[_Phone]:
    pairs = (("day", letterhead.phone_day), ("night", letterhead.phone_night))
    return [_Phone(words[word], number, style) for word, number in pairs if number]


def _clinic(letterhead: Letterhead, style: Style, width: float) -> Box:
    lines = ((letterhead.name, style.clinic), (letterhead.address, style.letterhead))
    both = Stack([Text(text.plain(value, face), face, style.language) for value, face in lines])
    if not letterhead.logo:
        return both
    image, own, height = logo.fitted(letterhead.logo, LOGO_WIDTH, LOGO_HEIGHT)
    gap = 12.0
    picture = Picture(image, own, height, letterhead.name)
    return Row([picture, both], [own, width - own - gap], gap)
