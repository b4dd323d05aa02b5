"""Who this is about, and whether what is on the screen is on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _, series
from consult_app.ui.kit import access, icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy
from consult_app.ui.kit.button import Button
from consult_app.ui.kit.label import WrapLabel
from consult_app.ui.kit.pill import Chip
from consult_app.ui.kit.tokens import Token, Type, Verdict


class _Saved(Enum):
    NOTHING = auto()
    SAVING = auto()
    SAVED = auto()
    FAILED = auto()


class SavedMark(PaintedWidget):
    """Quiet when all is on the disk, loud with a Retry when it is not. `retry()` is its signal."""

    retry = Signal()
    role = QAccessible.Role.StaticText

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self._text = _Saved.NOTHING, ""
        self.setSizePolicy(tall_policy())
        self._button = Button(_("Retry"), strong=True, parent=self)
        self._button.clicked.connect(self.retry)
        self._button.hide()
        self.restyled()

    @property
    def failed(self) -> bool:
        return self._state is _Saved.FAILED

    def show_saved(self, time: str) -> None:
        """`time` as the clinic writes it: "10:42:07"."""
        self._show(_Saved.SAVED, _("Saved {time}").format(time=time))

    def show_saving(self) -> None:
        self._show(_Saved.SAVING, _("Saving"))

    def show_failed(self, sentence: str) -> None:
        """What happened, what is safe, what to do; said aloud too."""
        self._show(_Saved.FAILED, sentence)
        access.announce(self, sentence)

    def _show(self, state: _Saved, text: str) -> None:
        self._state, self._text = state, text
        self._button.setVisible(state is _Saved.FAILED)
        self.setAccessibleName(text)
        self.restyled()
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        self._words = self.paragraph(self._text, Type.HINT, semibold=self.failed)
        self._glyph = self.theme.px(16)
        self._arrange()

    def _arrange(self) -> None:
        hint = self._button.sizeHint()
        x = self.width() - tokens.M - hint.width()
        top = (self.height() - hint.height()) // 2
        self._button.setGeometry(self.place(QRect(x, top, hint.width(), hint.height())))

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    def _around(self) -> tuple[int, int]:
        """What stands before and after the words."""
        if not self.failed:
            return self._glyph + 6, 0
        return tokens.M + self._glyph + tokens.S, self._button.sizeHint().width() + tokens.XL

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        words = self._words.height(width - sum(self._around()))
        if not self.failed:
            return max(words, self._glyph)
        return max(words, self._button.sizeHint().height()) + 2 * tokens.S

    def sizeHint(self) -> QSize:
        widest = self.theme.px(440 if self.failed else 260)
        width = min(self._words.natural_width() + sum(self._around()), widest)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._state is _Saved.NOTHING:
            return
        painter = start_painting(self)
        color, before, after = self.theme.color, *self._around()
        if self.failed:
            box(painter, self.rect(), color(Token.STOP_WASH))
        name, ink, at = {
            _Saved.SAVED: ("check", color(Token.CLEAR_MARK), 0),
            _Saved.SAVING: ("loader-circle", color(Token.QUIET), 0),
            _Saved.FAILED: ("triangle-alert", color(Token.STOP_MARK), tokens.M),
        }[self._state]
        room = self.width() - before - after
        top = (self.height() - self._words.height(room)) / 2
        where = self.place(QRect(at, 0, self._glyph, self._glyph))
        above = top + (self._words.line_height - self._glyph) / 2
        icons.draw(painter, name, ink, where.left(), above, self._glyph)
        text = color(Token.STOP_INK if self.failed else Token.QUIET)
        left = self.place(QRect(before, 0, room, 1)).left()
        self._words.draw(painter, left, top, room, text, self.mirrored())
        painter.end()


@dataclass(frozen=True, slots=True)
class Alert:
    """An allergy or the like; `loud` only when it is known to be there."""

    words: str
    loud: bool = True


class PatientBand(PaintedWidget):
    """The patient's name large, the facts under it, what to beware of, and the saved mark."""

    role = QAccessible.Role.Grouping

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedMark()
        self._name = WrapLabel("", Type.SECTION, semibold=True, heading=True)
        self._facts = WrapLabel("", Type.BODY, Token.QUIET)
        self.alerts = QHBoxLayout()
        self.alerts.setSpacing(tokens.S)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(tokens.XXL, tokens.L - 2, tokens.XXL, tokens.L - 1)
        self._line.setSpacing(tokens.XL)
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._facts)
        self._line.addLayout(who)
        self._line.addLayout(self.alerts)
        self._line.addStretch(1)
        self._line.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(tall_policy())

    def set_patient(self, name: str, facts: str, alerts: Sequence[Alert] = ()) -> None:
        """`facts` as one line: sex, age, birth date, record number."""
        self._name.set_text(name)
        self._facts.set_text(facts)
        self.setAccessibleName(series((name, facts, *(alert.words for alert in alerts))))
        while self.alerts.count():
            item = self.alerts.takeAt(0)
            chip = item.widget() if item is not None else None
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for alert in alerts:
            verdict = Verdict.STOP if alert.loud else None
            sign = "triangle-alert" if alert.loud else None
            self.alerts.addWidget(Chip(alert.words, verdict, icon=sign))

    def add_trailing(self, widget: QWidget) -> None:
        """A control at the far end, after the saved mark."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color = self.theme.color
        painter.fillRect(self.rect(), color(Token.SURFACE))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color(Token.HAIRLINE))
        painter.end()
