"""What stands on each page around the text: running head, footer with its code, a mark across."""

from __future__ import annotations

import math
from collections.abc import Iterable

from consult_app.documents import paper, text
from consult_app.documents.pagecode import Code
from consult_app.documents.paper import Face
from consult_app.documents.pen import Pen
from consult_app.documents.spans import Line, Span
from consult_app.documents.style import Style
from consult_app.documents.words import Words
from consult_app.domain.blocks import Sheet
from consult_app.domain.page_code import PageCode

RUNNING_GAP = 20.0
HANGS = 10.0
"""How far the code reaches into the lower margin; every printer prints there."""
FOOTER_TOP = 7.0
MARK_SIZE = 96.0
MARK_ALPHA = 0.1
MARK_PART = 0.72
"""Of the page's diagonal, at most."""


class Furniture:
    """The furniture of one document; its footer grows with a long name, nothing is cut there."""

    def __init__(self, sheet: Sheet, words: Words, style: Style, width: float) -> None:
        self._sheet = sheet
        self._words = words
        self._style = style
        self._width = width
        self.running_height = style.running.leading + RUNNING_GAP
        code = self._code(1, 2)
        self._code_room = 0.0 if code is None else code.height + code.quiet
        self._page_room = text.natural_width(self._page_words(888, 888)) + self._code_room
        self._footer = self._footer_lines(width - self._page_room - paper.GAP)
        lines = len(self._footer) * style.footer.leading
        self.footer_height = FOOTER_TOP + max(lines, 0.0 if code is None else code.height - HANGS)

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """The furniture of page `page` of `pages`, drawn last: nothing hides a mark."""
        if self._sheet.mark:
            with pen.decoration("Pagination", "Watermark"):
                self._draw_mark(pen)
        with pen.decoration("Pagination", "Footer"):
            self._draw_footer(pen, page, pages)
        if page > 1:
            with pen.decoration("Pagination", "Header"):
                self._draw_running_head(pen)
        code = self._code(page, pages)
        if code is not None:
            x = paper.MARGIN_SIDE + self._width - code.height
            top = paper.MARGIN_BOTTOM + self.footer_height - FOOTER_TOP
            code.draw(pen, x, top, self._alt(page, pages))

    def _code(self, page: int, pages: int) -> Code | None:
        """None for what is not kept and cannot be filed."""
        number = self._sheet.number
        return Code(PageCode(number, page, pages)) if number else None

    def _alt(self, page: int, pages: int) -> str:
        words = self._words
        which = f"{words['page']} {page} {words['of']} {pages}"
        return f"{words['code']}: {self._sheet.number}, {which}"

    def _footer_lines(self, width: float) -> list[Line]:
        sheet, words, face = self._sheet, self._words, self._style.footer
        born = f"{words['born']} {sheet.birth_words}" if sheet.birth_words else ""
        issued = f"{words['issued']} {sheet.issued_words}" if sheet.issued_words else ""
        record = f"{words['record']} {sheet.anchor}" if sheet.anchor else ""
        first = (sheet.patient_name, born, sheet.number)
        second = (sheet.template, issued, record)
        return [
            line
            for parts in (first, second)
            for part in _filled(parts, face, width)
            for line in text.lines(text.plain(part, face), width, sheet.language)
        ]

    def _page_words(self, page: int, pages: int) -> tuple[Span, ...]:
        words = self._words
        return text.plain(f"{words['page']} {page} {words['of']} {pages}", self._style.footer)

    def _draw_footer(self, pen: Pen, page: int, pages: int) -> None:
        top = paper.MARGIN_BOTTOM + self.footer_height
        pen.rule(paper.MARGIN_SIDE, top, self._width)
        leading = self._style.footer.leading
        pen.lines(paper.MARGIN_SIDE, top - FOOTER_TOP, self._footer, leading)
        number = text.lines(self._page_words(page, pages), self._width, self._sheet.language)
        x = paper.MARGIN_SIDE + self._width - self._code_room - number[0].width
        pen.lines(x, top - FOOTER_TOP, number, leading)

    def _draw_running_head(self, pen: Pen) -> None:
        top = pen.height - paper.MARGIN_TOP
        clinic, title = (
            text.plain(value, self._style.running)
            for value in (self._sheet.letterhead.name, self._sheet.title)
        )
        room = self._width - paper.GAP
        least = room - min(text.natural_width(title), room / 2)
        left = text.fitted(clinic, least, self._sheet.language)
        right = text.fitted(title, room - left.width, self._sheet.language)
        for line, shift in ((left, 0.0), (right, self._width - right.width)):
            pen.lines(paper.MARGIN_SIDE + shift, top, [line], self._style.running.leading)
        pen.rule(paper.MARGIN_SIDE, top - self._style.running.leading - 5, self._width)

    def _draw_mark(self, pen: Pen) -> None:
        """The mark from corner to corner, pale enough to read through."""
        canvas = pen.canvas
        unit = self._mark_line(1.0)
        size = min(MARK_SIZE, math.hypot(pen.width, pen.height) * MARK_PART / max(unit.width, 0.1))
        line = self._mark_line(size)
        canvas.saveState()
        canvas.setFillAlpha(MARK_ALPHA)
        canvas.translate(pen.width / 2, pen.height / 2)
        canvas.rotate(math.degrees(math.atan2(pen.height, pen.width)))
        pen.placed_line(-line.width / 2, size / 2, line, size)
        canvas.restoreState()

    def _mark_line(self, size: float) -> Line:
        face = Face(size, size, font=paper.BOLD)
        language = self._sheet.language
        return text.lines(text.plain(self._sheet.mark, face), float("inf"), language)[0]


def _filled(parts: Iterable[str], face: Face, width: float) -> list[str]:
    """Lines with as many of the parts as they hold; none is broken that fits on a line."""
    found: list[str] = []
    for part in filter(None, parts):
        both = f"{found[-1]} · {part}" if found else part
        if found and text.natural_width(text.plain(both, face)) <= width:
            found[-1] = both
        else:
            found.append(part)
    return found
