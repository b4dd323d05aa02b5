"""Draws on one PDF: lines of text, rules, shapes; each is content of an element or decoration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeAlias

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from consult_app.documents import archive, fonts, paper, structure
from consult_app.documents.paper import Colour
from consult_app.documents.structure import Content, Element
from consult_app.documents.text import Line, Span

Sign: TypeAlias = Callable[[Any, float, float, float, Colour], None]


class Pen:
    """One document being drawn. Coordinates are points from the lower left corner of the page."""

    def __init__(self, width: float, height: float, language: str) -> None:
        fonts.ready()
        self.width, self.height = width, height
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

    def lines(self, x: float, top: float, lines: Sequence[Line], leading: float) -> None:
        """Draw `lines` downward from `top`."""
        for line in lines:
            size = line.size
            baseline = top - (leading - size * (paper.ASCENT + paper.DESCENT)) / 2
            self._line(x, baseline - size * paper.ASCENT, line.spans)
            top -= leading

    def rule(
        self,
        x: float,
        y: float,
        width: float,
        colour: Colour = paper.HAIRLINE,
        thickness: float = paper.HAIR,
    ) -> None:
        """A level line, as decoration."""
        with self.decoration():
            self._canvas.setStrokeColorRGB(*colour)
            self._canvas.setLineWidth(thickness)
            self._canvas.line(x, y, x + width, y)

    def sign(self, sign: Sign, x: float, y: float, size: float, colour: Colour) -> None:
        """One of the drawn signs in the square of `size` with its lower left corner at (x, y)."""
        self._canvas.saveState()
        sign(self._canvas, x, y, size, colour)
        self._canvas.restoreState()

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

    def finish(self, about: archive.About) -> bytes:
        """The whole file."""
        document = self._canvas._doc
        archive.describe(document, about)
        document.Catalog.StructTreeRoot = structure.write(document, self.root, self._pages)
        with archive.repaired_writer():
            document.SaveToFile(self._target, self._canvas)
        return self._target.getvalue()

    def _line(self, x: float, baseline: float, spans: Sequence[Span]) -> None:
        canvas = self._canvas
        for span in spans:
            if span.language and not self._decorating:
                canvas.addLiteral(f"/Span <</Lang ({span.language})>> BDC")
            writing = canvas.beginText(x, baseline)
            writing.setFont(span.font, span.size)
            writing.setFillColorRGB(*span.colour)
            writing.textOut(span.text)
            canvas.drawText(writing)
            if span.language and not self._decorating:
                canvas.addLiteral("EMC")
            if not self._decorating:
                self.drawn.update(span.text)
            x += span.width
