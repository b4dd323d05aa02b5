"""Page images onto a printer: which printers there are, and one document page by page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QMarginsF, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consult_app.errors import Refused
from consult_app.services import documents
from consult_app.ui.kit import tokens
from consult_app.ui.work import Lane, Work

DPI = 300
"""What text in small type needs on paper."""
_COPY_POINTS = 8


class Printers(Protocol):
    """The printers of this computer; a test puts a file in their place."""

    def names(self) -> list[str]:
        """Their names, the usual one first."""

    def printer(self, name: str) -> QPrinter:
        """Ready to draw on."""


class SystemPrinters:
    """As the system has them."""

    def names(self) -> list[str]:
        """The default printer first."""
        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: name != usual)

    def printer(self, name: str) -> QPrinter:
        """The printer of that name, whole sheet, at print resolution."""
        printer = QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        return printer


class PrintRun(QObject):
    """Prints one document: a page is drawn on the paper lane, then laid on the sheet.

    `page_done(number)` as it goes, `finished()`, `failed(Refused)`. `mark` is written at the top of
    each printed sheet, over the image only: a reprint says that it is a copy.
    """

    page_done = Signal(int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, pdf: bytes, pages: int, mark: str, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._pdf, self._pages, self._mark = work, pdf, pages, mark
        self._painter = QPainter()
        self._printer: QPrinter | None = None
        self._stopped = False

    def start(self, printer: QPrinter, size: QPageSize, title: str) -> None:
        """Begin; a printer that does not answer is `print.no-answer`."""
        printer.setDocName(title)
        printer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))
        )
        self._printer = printer
        if not self._painter.begin(printer):
            self.failed.emit(Refused("print.no-answer"))
            return
        self._ask(0)

    def stop(self) -> None:
        """Print no further page; what lies in the printer's own queue stays there."""
        self._stopped = True

    def _ask(self, index: int) -> None:
        job: Callable[[], documents.PageImage] = partial(documents.picture, self._pdf, index, DPI)
        self._work.run(Lane.PAPER, self, job, partial(self._lay, index), self._broke)

    def _lay(self, index: int, image: documents.PageImage) -> None:
        printer = self._printer
        if printer is None:
            return
        if self._stopped:
            printer.abort()
            self._painter.end()
            return
        if index:
            printer.newPage()
        sheet = self._painter.viewport()
        self._painter.drawImage(_inside(sheet, image), qimage(image))
        if self._mark:
            self._write_mark(sheet, printer.resolution())
        self.page_done.emit(index + 1)
        if index + 1 < self._pages:
            self._ask(index + 1)
        else:
            self._painter.end()
            self.finished.emit()

    def _write_mark(self, sheet: QRect, resolution: int) -> None:
        font = QFont(tokens.FAMILY)
        font.setPointSize(_COPY_POINTS)
        self._painter.setFont(font)
        edge = resolution // 4
        top = sheet.adjusted(edge, edge, -edge, 0)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter
        self._painter.drawText(top, flags, self._mark)

    def _broke(self, refused: Refused) -> None:
        self._painter.end()
        self.failed.emit(refused)


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
