"""Page images onto a printer: which printers there are, and documents side by side of paper."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMarginsF, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult_app.errors import Refused
from consult_app.services import documents
from consult_app.ui.kit import tokens
from consult_app.ui.pages import printer_state
from consult_app.ui.work import Lane, Work

DPI = 300
"""What text in small type needs on paper."""
_COPY_POINTS = 8
AS_IT_GOES = sys.platform == "win32"
"""Whether a page is on its way to paper before the job is whole."""


class Printers(Protocol):
    """The printers of this computer; a test puts a file in their place."""

    def names(self) -> list[str]:
        """Their names, the usual one first."""

    def both_sides(self, name: str) -> bool:
        """Whether it prints on both sides of the paper."""

    def trouble(self, name: str) -> str:
        """The code of what stands in the way; empty where nothing does. On a lane."""

    def printer(self, name: str) -> QPrinter:
        """Ready to draw on. Raises `Refused`: print.gone, print.trouble."""


class SystemPrinters:
    """As the system has them."""

    def names(self) -> list[str]:
        """The default printer first."""
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != usual)

    def both_sides(self, name: str) -> bool:
        """As its driver says; one that does not say is taken to."""
        modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
        return not modes or any(mode is not QPrinter.DuplexMode.DuplexNone for mode in modes)

    def trouble(self, name: str) -> str:
        """What the system knows of it."""
        return printer_state.trouble(name)

    def printer(self, name: str) -> QPrinter:
        """The printer of that name, whole sheet, at print resolution."""
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise Refused("print.gone", name=name)
        if info.state() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
            raise Refused("print.trouble", name=name)
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        return printer


@dataclass(frozen=True, slots=True)
class Job:
    """One document to print; `mark` stands on its first copy, `again` on each further one."""

    document_id: int
    pdf: bytes
    pages: int
    mark: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is printed: copies of everything, on one side of the paper or on both.

    `together`: the copies of a document lie together, else the whole lot comes again.
    """

    copies: int = 1
    both_sides: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of paper: a page of a job, or the empty back before the next document begins."""

    job: Job
    page: int | None
    mark: str = ""
    last: bool = False


class PrintRun(QObject):
    """Prints documents one behind the other: a page is drawn on the paper lane, then laid down.

    `page_done(number, of)` as it goes, `document_done(id)` for each copy that is with the printer
    (where the system takes a job as a whole, not before all of it is), `finished()`,
    `failed(Refused)`. A mark is written at the top of a printed sheet, over the image
    only: a reprint says that it is a copy.
    """

    page_done = Signal(int, int)
    document_done = Signal(int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, jobs: Sequence[Job], manner: Manner, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._both = work, manner.both_sides
        self._sides = list(_sides(jobs, manner))
        self._painter = QPainter()
        self._printer: QPrinter | None = None
        self._stopped = False
        self._done: list[int] = []

    def start(self, printer: QPrinter, size: QPageSize, title: str) -> None:
        """Begin; a printer that does not answer is `print.no-answer`."""
        printer.setDocName(title)
        duplex = QPrinter.DuplexMode
        printer.setDuplex(duplex.DuplexLongSide if self._both else duplex.DuplexNone)
        printer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        self._printer = printer
        if not self._sides or not self._painter.begin(printer):
            self.failed.emit(Refused("print.no-answer"))
            return
        self._ask(0)

    def stop(self) -> None:
        """Print no further page; what lies in the printer's own queue stays there."""
        self._stopped = True

    def _ask(self, number: int) -> None:
        side = self._sides[number]
        if side.page is None:
            self._lay(number, None)
            return
        pdf, page = side.job.pdf, side.page
        job: Callable[[], documents.PageImage] = partial(documents.picture, pdf, page, DPI)
        self._work.run(Lane.PAPER, self, job, partial(self._lay, number), self._broke)

    def _lay(self, number: int, image: documents.PageImage | None) -> None:
        printer, side = self._printer, self._sides[number]
        if printer is None:
            return
        if self._stopped:
            printer.abort()
            self._painter.end()
            return
        if number and not printer.newPage():
            self._broke(Refused("print.interrupted", page=number))
            return
        if image is not None:
            sheet = self._painter.viewport()
            self._painter.drawImage(_inside(sheet, image), qimage(image))
            if side.mark:
                self._write_mark(sheet, side.mark, printer.resolution())
        self.page_done.emit(number + 1, len(self._sides))
        if side.last:
            self._count(side.job.document_id)
        if number + 1 < len(self._sides):
            self._ask(number + 1)
        else:
            self._end(printer)

    def _count(self, document_id: int) -> None:
        if AS_IT_GOES:
            self.document_done.emit(document_id)
        else:
            self._done.append(document_id)

    def _end(self, printer: QPrinter) -> None:
        """Hand the job over; one that is not taken is printed by nobody."""
        taken = self._painter.end()
        states = QPrinter.PrinterState
        if not taken or printer.printerState() in {states.Error, states.Aborted}:
            self.failed.emit(Refused("print.refused", name=printer.printerName()))
            return
        for document_id in self._done:
            self.document_done.emit(document_id)
        self.finished.emit()

    def _write_mark(self, sheet: QRect, mark: str, resolution: int) -> None:
        font = QFont(tokens.FAMILY)
        font.setPointSize(_COPY_POINTS)
        self._painter.setFont(font)
        edge = resolution // 4
        top = sheet.adjusted(edge, edge, -edge, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        self._painter.drawText(top, flags, mark)

    def _broke(self, refused: Refused) -> None:
        self._painter.end()
        self.failed.emit(refused)


def _sides(jobs: Sequence[Job], manner: Manner) -> Iterator[_Side]:
    """Every side of paper in order; a document never begins on the back of another."""
    copies = range(manner.copies)
    again = [(job, copy) for copy in copies for job in jobs]
    runs = [(job, copy) for job in jobs for copy in copies] if manner.together else again
    for place, (job, copy) in enumerate(runs, 1):
        mark = job.again if copy else job.mark
        for page in range(job.pages):
            yield _Side(job, page, mark, last=page + 1 == job.pages)
        if manner.both_sides and job.pages % 2 and place < len(runs):
            yield _Side(job, None)


def qimage(image: documents.PageImage) -> QImage:
    """The page as Qt draws it; keeps its own pixels."""
    shape = QImage.Format.Format_RGB32
    return QImage(image.data, image.width, image.height, image.stride, shape).copy()


def _inside(sheet: QRect, image: documents.PageImage) -> QRect:
    """The largest rectangle of the image's shape in the middle of the sheet."""
    scale = min(sheet.width() / image.width, sheet.height() / image.height)
    width, height = round(image.width * scale), round(image.height * scale)
    left, top = (sheet.width() - width) // 2, (sheet.height() - height) // 2
    return QRect(sheet.left() + left, sheet.top() + top, width, height)
