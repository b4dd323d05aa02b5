"""Draws on one PDF: lines of text, rules, shapes; each is content of an element or decoration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from consult_app.documents import archive, bidi, fonts, glyphrun, paper, seal_field, structure
from consult_app.documents.paper import Colour
from consult_app.documents.spans import Line, Span
from consult_app.documents.structure import Content, Element

Sign: TypeAlias = Callable[[Any, float, float, float, Colour], None]


class Pen:
    """One document being drawn, in points from the lower corner where lines begin.

    That is the left one, and the right one in a language that is written from right to left: `x`
    counts from there, and every box of the page mirrors itself by that alone. What is drawn on
    `canvas` itself counts from the left; `left` tells where.
    """

    def __init__(self, width: float, height: float, language: str) -> None:
        fonts.ready()
        self.width, self.height = width, height
        self.mirrored = bidi.is_right_to_left(language)
        self.root = Element("Document")
        self.drawn: Counter[str] = Counter()
        """Characters drawn as content, to prove that none was lost."""
        self._target = BytesIO()
        self._canvas = Canvas(
            self._target,
            pagesize=(width, height),
            invariant=1,
            pageCompression=1,
            initialFontName=paper.REGULAR,
            pdfVersion=(1, 7),
            lang=language,
        )
        self._page = 1
        self._marked: list[Element] = []
        self._pages: list[list[Element]] = []
        self._decorating = False

    @property
    def canvas(self) -> Any:
        """The writer's canvas, for shapes."""
        return self._canvas

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn inside is content of `element`; decoration stays decoration."""
        if self._decorating:
            yield
            return
        number = len(self._marked)
        self._marked.append(element)
        element.kids.append(Content(self._page, number))
        self._canvas.addLiteral(f"/{element.role} <</MCID {number}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def decoration(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """What is drawn inside means nothing of its own; `kind` is Layout or Pagination."""
        if self._decorating:
            yield
            return
        self._decorating = True
        more = f" /Subtype /{subtype}" if subtype else ""
        self._canvas.addLiteral(f"/Artifact <</Type /{kind}{more}>> BDC")
        yield
        self._canvas.addLiteral("EMC")
        self._decorating = False

    def left(self, x: float, width: float = 0.0) -> float:
        """How far from the left edge of the page a box of `width` begins that begins at `x`."""
        return self.width - x - width if self.mirrored else x

    def text(
        self, element: Element, x: float, top: float, lines: Sequence[Line], leading: float
    ) -> None:
        """Draw `lines` downward from `top` as content of `element`."""
        if self._decorating:
            self.lines(x, top, lines, leading)
        elif any(line.mixed for line in lines):
            for line in lines:
                self._mixed(element, x, self._baseline(top, line, leading), line)
                top -= leading
        else:
            with self.content(element):
                self.lines(x, top, lines, leading)

    def lines(self, x: float, top: float, lines: Sequence[Line], leading: float) -> None:
        """Draw `lines` downward from `top`, as part of what is being drawn."""
        for line in lines:
            self.placed_line(self._start(x, line), top, line, leading)
            top -= leading

    def placed_line(self, left: float, top: float, line: Line, leading: float) -> None:
        """Draw one line that begins so far from the left edge, mirrored or not."""
        baseline = self._baseline(top, line, leading)
        for at, piece in line.pieces() if line.mixed else _plain_pieces(line):
            self._piece(left + at, baseline, piece)

    def _mixed(self, element: Element, x: float, baseline: float, line: Line) -> None:
        """Draw from left to right, as programs expect that search a page, each piece marked.

        The element holds the pieces in the order of reading.
        """
        left = self._start(x, line)
        pieces = line.pieces()
        marked: dict[int, Element | Content] = {}
        for index in sorted(range(len(pieces)), key=lambda index: pieces[index][0]):
            at, piece = pieces[index]
            with self.content(element):
                marked[index] = element.kids.pop()
                self._piece(left + at, baseline, piece)
        element.kids += [marked[index] for index in range(len(pieces))]

    def _start(self, x: float, line: Line) -> float:
        return self.left(x, line.drawn_width) if self.mirrored else x

    @staticmethod
    def _baseline(top: float, line: Line, leading: float) -> float:
        size = line.size
        return top - (leading - size * (paper.ASCENT + paper.DESCENT)) / 2 - size * paper.ASCENT

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        colour: Colour = paper.HAIRLINE,
        thickness: float = paper.HAIR,
    ) -> None:
        """A level line, as decoration."""
        left = self.left(x, width)
        with self.decoration():
            self._canvas.setStrokeColorRGB(*colour)
            self._canvas.setLineWidth(thickness)
            self._canvas.line(left, y, left + width, y)

    def sign(self, sign: Sign, x: float, y: float, size: float, colour: Colour) -> None:
        """One of the drawn signs in the square of `size` with its lower left corner at (x, y)."""
        self._canvas.saveState()
        sign(self._canvas, self.left(x, size), y, size, colour)
        self._canvas.restoreState()

    def squares(
        self, left: float, bottom: float, side: float, runs: Sequence[tuple[int, int, int]]
    ) -> None:
        """Black squares of `side` in a grid whose lower left corner is (left, bottom).

        `runs`: column and row (from the bottom) of the first, and how many lie beside each other.
        """
        shown = "".join([f"{x} {y} {count} 1 re " for x, y, count in runs])
        self._canvas.addLiteral(
            f"q {side:.4f} 0 0 {side:.4f} {left:.3f} {bottom:.3f} cm 0 g {shown}f Q"
        )

    def close_page(self) -> None:
        """The page is done; the next begins."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        # by default the text would be written in ASCII, a quarter longer and slower
        page.Contents = PDFStream(content=page.stream, filters=[PDFZCompress])
        page.StructParents, page.Tabs = len(self._pages), PDFName("S")
        self._pages.append(self._marked)
        self._marked = []
        self._page += 1

    def finish(self, about: archive.About, seal: str = "") -> bytes:
        """The whole file; `seal`: what the place for the clinic's seal is called, none without."""
        document = self._canvas._doc
        archive.describe(document, about)
        document.Catalog.StructTreeRoot = structure.write(document, self.root, self._pages)
        if seal:
            seal_field.reserve(document, seal)
        with archive.repaired_writer():
            document.SaveToFile(self._target, self._canvas)
        return self._target.getvalue()

    def _piece(self, x: float, baseline: float, span: Span) -> None:
        canvas = self._canvas
        marked = bool(span.language) and not self._decorating
        if marked:
            canvas.addLiteral(f"/Span <</Lang ({span.language})>> BDC")
        if span.shaped:
            canvas.addLiteral(glyphrun.operators(canvas, span, x, baseline))
        else:
            writing = canvas.beginText(x, baseline)
            writing.setFont(span.font, span.size)
            writing.setFillColorRGB(*span.colour)
            writing.textOut(span.text)
            canvas.drawText(writing)
        if marked:
            canvas.addLiteral("EMC")
        if not self._decorating:
            self.drawn.update(span.text)


def _plain_pieces(line: Line) -> Iterator[tuple[float, Span]]:
    at = 0.0
    for span in line.spans:
        if span.shaped:
            yield from ((at + further, piece) for further, piece in Line((span,), 0.0).pieces())
        else:
            yield at, span
        at += span.width
