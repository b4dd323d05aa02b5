"""An attached file looked at inside the window: its pages on a desk, no other program sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.forms.model import Attachment
from consult_app.i18n import _
from consult_app.services import attachments, documents
from consult_app.ui.consent.veil import Veil
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, InlineError, PagePreview, Surface, Type, WrapLabel
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.printing import qimage
from consult_app.ui.pages.sides import Sides
from consult_app.ui.work import Lane

_POINTS_PER_INCH = 72
_PICTURE_DPI = 96
"""At which a picture that says nothing of it is shown in its own size."""
_PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Pages:
    """A file ready to be drawn: the sizes of its pages in points, and the picture if it is one."""

    data: bytes
    sizes: tuple[tuple[float, float], ...]
    picture: QImage | None = None


class FileView(PaintedWidget):
    """Lies over the window until Escape or Back; the keyboard stays within."""

    def __init__(
        self, ctx: Context, window: QWidget, consultation_id: int, file: Attachment
    ) -> None:
        super().__init__(window)
        self._ctx, self._file, self._pages = ctx, file, Pages(b"", ())
        self._before = window.focusWidget()
        self._veil = Veil(self)
        self._preview = PagePreview(name=file.title)
        self._preview.wanted.connect(self._draw)
        self._error = InlineError()
        self._back = Button(_("Back to the questions"), icon="arrow-left", strong=False)
        self._back.clicked.connect(self.close_view)
        self.setAccessibleName(_("Attached file"))
        self._lay_out()
        job = partial(_read, ctx, consultation_id, file)
        ctx.work.run(Lane.WRITE, self, job, self._arrived, self._refused)

    def open(self) -> None:
        """Lie over the window."""
        self._veil.draw()
        self.show()
        self._preview.setFocus()

    def close_view(self) -> None:
        """Everything behind as it was, the keyboard too."""
        self._veil.lift()
        self.hide()
        if self._before is not None:
            self._before.setFocus()
        self.deleteLater()

    def _lay_out(self) -> None:
        head, words, buttons = Surface("bottom"), QVBoxLayout(), QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(WrapLabel(self._file.title, Type.QUESTION, semibold=True, heading=True))
        words.addWidget(WrapLabel(_("Attached to this answer"), Type.HINT, Token.QUIET))
        words.addWidget(self._error)
        buttons.addWidget(self._back)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Sides(words, buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._preview, 1)

    def _arrived(self, pages: Pages) -> None:
        self._pages = pages
        self._preview.set_pages([QSizeF(width, height) for width, height in pages.sizes])

    def _draw(self, page: int, width: int) -> None:
        job = partial(_drawn, self._pages, page, width)
        put = partial(self._preview.set_image, page)
        self._ctx.work.run(Lane.PAPER, self, job, put, self._refused)

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing that is pressed here reaches the questions behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays within the view."""
        return self._veil.walk(forward)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.theme.color(Token.GROUND))
        painter.end()


def _read(ctx: Context, consultation_id: int, file: Attachment) -> Pages:
    """On a lane: the bytes, and how large their pages are."""
    data = attachments.content(ctx.acting, consultation_id, file.sha256)
    if file.content_type == _PDF:
        return Pages(data, documents.sizes(data))
    picture = _picture(data)
    dots = picture.dotsPerMeterX() * 0.0254 or _PICTURE_DPI
    scale = _POINTS_PER_INCH / dots
    return Pages(data, ((picture.width() * scale, picture.height() * scale),), picture)


def _picture(data: bytes) -> QImage:
    """The picture the right way up. Raises `Refused("attachment.unreadable")`."""
    held = QBuffer()
    held.setData(QByteArray(data))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    picture = reader.read()
    del reader  # before the buffer: a reader of TIFF looks at it once more when it goes
    if picture.isNull():
        raise Refused("attachment.unreadable")
    return picture


def _drawn(pages: Pages, page: int, width: int) -> QImage:
    """On a lane: one page `width` device pixels wide."""
    if pages.picture is not None:
        smooth = Qt.TransformationMode.SmoothTransformation
        return pages.picture.scaledToWidth(max(1, width), smooth)
    dpi = width / pages.sizes[page][0] * _POINTS_PER_INCH
    return qimage(documents.picture(pages.data, page, dpi))
