"""The finished document in the patient's hands: the very pages, read aloud too, to be confirmed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QPainter, QPaintEvent

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import documents
from consult_app.services.finishing import Finished
from consult_app.ui.consent.patient_page import PatientPage
from consult_app.ui.context import Context
from consult_app.ui.kit import InlineError, Size, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, box, tall_policy
from consult_app.ui.kit.tokens import PATIENT_BODY, Token
from consult_app.ui.pages.printing import qimage
from consult_app.ui.work import Lane

POINTS_PER_INCH = 72
_SHARPEST = 3.0
"""Device pixels a pixel that a page is drawn for at most."""


class PaperPage(PaintedWidget):
    """One page as an image, as wide as the column. `wanted(device pixels)` when it needs one."""

    wanted = Signal(int)
    role = QAccessible.Role.Document

    def __init__(self, size: tuple[float, float], name: str) -> None:
        super().__init__()
        self._size, self._image, self._asked = size, QImage(), 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a screen reader goes from page to page
        self.setSizePolicy(tall_policy())

    @property
    def points_wide(self) -> float:
        """The width of the paper in points."""
        return self._size[0]

    def set_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._size[1] / self._size[0])

    def sizeHint(self) -> QSize:
        width = self.theme.px(tokens.PATIENT_PAPER)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(220), self.heightForWidth(self.theme.px(220)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        pixels = round(self.width() * min(self.devicePixelRatioF(), _SHARPEST))
        if pixels != self._asked:
            self._asked = pixels
            self.wanted.emit(pixels)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        color = self.theme.color
        box(painter, self.rect(), color(Token.PAPER), color(Token.HAIRLINE), radius=tokens.XS)
        if not self._image.isNull():
            inside = self.rect().adjusted(1, 1, -1, -1)
            painter.drawImage(QRect(inside), self._image)
        painter.end()


class FinishedPage(PatientPage):
    """`there()` once the pages can be read; until then nothing can be confirmed."""

    there = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(_("Your finished document"), width=tokens.PATIENT_PAPER)
        self._ctx = ctx
        self.finished: Finished | None = None
        words = _("This is the document with your signature. Please look at it.")
        self.add_text(WrapLabel(words, PATIENT_BODY, max_characters=tokens.PATIENT_CHARACTERS))
        self._wait = WrapLabel(_("The document is being made."), PATIENT_BODY, Token.PATIENT_QUIET)
        self._error = InlineError(size=Size.PATIENT)
        self.add(self._wait)
        self.add(self._error)
        self._pages: list[PaperPage] = []

    def show_document(self, finished: Finished) -> None:
        """These bytes and no others."""
        self.finished = finished
        self._wait.hide()
        job = partial(_measured, finished.pdf)
        self._ctx.work.run(Lane.PAPER, self, job, self._arrange, self._refused)

    def set_error(self, sentence: str) -> None:
        """Why it could not be shown or confirmed."""
        self._wait.hide()
        self._error.set_error(sentence)

    def _refused(self, refused: Refused) -> None:
        self.set_error(messages.sentence(refused))

    def _arrange(self, measured: tuple[tuple[tuple[float, float], ...], tuple[str, ...]]) -> None:
        sizes, texts = measured
        for index, (size, text) in enumerate(zip(sizes, texts, strict=True)):
            name = _("Page {page} of {pages}").format(page=index + 1, pages=len(sizes))
            page = PaperPage(size, name)
            page.setAccessibleDescription(text)
            page.wanted.connect(partial(self._draw, index))
            self._pages.append(page)
            self.add(page)
        self.there.emit()

    def _draw(self, index: int, pixels: int) -> None:
        finished = self.finished
        if finished is not None:
            dpi = pixels / self._pages[index].points_wide * POINTS_PER_INCH
            job = partial(_drawn, finished.pdf, index, dpi)
            done = self._pages[index].set_image
            self._ctx.work.run(Lane.PAPER, self, job, done, self._refused)


def _measured(pdf: bytes) -> tuple[tuple[tuple[float, float], ...], tuple[str, ...]]:
    """On a lane: the size of each page in points, and what stands on it."""
    texts = tuple(" ".join(word.text for word in page) for page in documents.words(pdf))
    return documents.sizes(pdf), texts


def _drawn(pdf: bytes, index: int, dpi: float) -> QImage:
    return qimage(documents.picture(pdf, index, dpi))
