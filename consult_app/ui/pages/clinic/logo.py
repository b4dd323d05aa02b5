"""The logo of the letterhead: chosen from a file, shown as it will be printed, taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QImage, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.clinic_check import LOGO_LIMIT
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.ui.kit import Button, InlineError, Kind, WrapLabel, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting
from consult_app.ui.kit.tokens import Token, Type
from consult_app.ui.work import Lane, Work

_SHOWN = QSize(200, 64)


class _Picture(PaintedWidget):
    """The logo on paper, in both themes: it is printed on white."""

    role = QAccessible.Role.Graphic

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setFixedSize(_SHOWN)
        self.setAccessibleName(_("Logo"))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        box(painter, self.rect(), color(Token.PAPER), color(Token.HAIRLINE))
        inner = self.rect().adjusted(tokens.S, tokens.S, -tokens.S, -tokens.S)
        if self._image.isNull():
            painter.setPen(color(Token.PEN_QUIET))
            painter.setFont(self.theme.font(Type.HINT))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("No logo"))
        else:
            size = self._image.size().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
            where = QRect(inner.topLeft(), size)
            where.moveCenter(inner.center())
            painter.drawImage(where, self._image)
        painter.end()


class LogoField(QWidget):
    """`value` is the picture's bytes, empty for none. `changed()` when another was chosen."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.value = b""
        self._picture = _Picture()
        self._choose = Button(_("Choose a logo"), icon="folder-open", strong=False)
        self._remove = Button(_("Remove the logo"), Kind.QUIET)
        self._error = InlineError()
        self._choose.clicked.connect(self._ask)
        self._remove.clicked.connect(self._take_away)
        row = QHBoxLayout()
        row.setSpacing(tokens.M)
        for part in (self._picture, self._choose, self._remove):
            row.addWidget(part)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(WrapLabel(_("Logo, a PNG or JPEG picture"), Type.HINT, Token.QUIET))
        column.addLayout(row)
        column.addWidget(self._error)
        self.show_logo(b"")

    def show_logo(self, logo: bytes) -> None:
        """Show what is stored."""
        self.value = logo
        self._picture.show_image(QImage.fromData(logo))
        self._remove.setVisible(bool(logo))
        self._error.set_error("")

    def read(self, file: Path) -> None:
        """Take the picture in `file`; what is no picture is refused in a line."""
        self._work.run(Lane.PAPER, self, partial(_read, file), self._taken, self._refused)

    def _ask(self) -> None:
        pictures = _("Pictures") + " (*.png *.jpg *.jpeg)"
        chosen, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), "", pictures)
        if chosen:
            self.read(Path(chosen))

    def _taken(self, logo: bytes) -> None:
        self.show_logo(logo)
        self.changed.emit()

    def _take_away(self) -> None:
        self._taken(b"")

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))


def _read(file: Path) -> bytes:
    """On a lane: the bytes of a picture. Raises file.unreadable, settings.logo-…"""
    try:
        if file.stat().st_size > LOGO_LIMIT:
            raise Refused("settings.logo-too-large", limit=LOGO_LIMIT // 1_000_000)
        logo = file.read_bytes()
    except OSError:
        raise Refused("file.unreadable") from None
    if not logo.startswith((b"\x89PNG", b"\xff\xd8")) or QImage.fromData(logo).isNull():
        raise Refused("settings.logo-no-picture")
    return logo
