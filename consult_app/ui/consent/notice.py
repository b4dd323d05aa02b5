"""A few lines on a wash: where the consent stands, or what is still missing and where to get it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from consult_app.ui.kit import Button, Kind, Type, Verdict, WrapLabel, icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy

_GLYPH = 20
_ROUND = 12
_LEAST_BESIDE = 440


class Notice(PaintedWidget):
    """An icon, a sentence, a quieter one, and at most a few links. `verdict`: how loud."""

    role = QAccessible.Role.Grouping

    def __init__(self, verdict: Verdict, sentence: str, detail: str = "") -> None:
        super().__init__()
        self._verdict = verdict
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(tokens.L)
        words = QVBoxLayout()
        words.setSpacing(tokens.XS)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._links)
        words.addWidget(WrapLabel(sentence, Type.QUESTION, verdict.ink, semibold=True))
        if detail:
            words.addWidget(WrapLabel(detail, Type.BODY, verdict.ink))
        self.setAccessibleName(sentence)
        self.setSizePolicy(tall_policy())
        self.restyled()

    def add_link(self, label: str, name: str) -> Button:
        """One more way on, beside the words; `name` says it whole."""
        link = Button(label, Kind.LINK, strong=False)
        link.setAccessibleName(name)
        self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return link

    def restyled(self) -> None:
        side = 20 + self.theme.px(_GLYPH) + tokens.M
        left, right = (20, side) if self.mirrored() else (side, 20)
        self._row.setContentsMargins(left, tokens.M, right, tokens.M)

    def resizeEvent(self, _event: object) -> None:
        """The links go under the words where there is no room beside them."""
        beside = self.width() >= self.theme.px(_LEAST_BESIDE)
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if beside else directions.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            self._row.setSpacing(tokens.L if beside else tokens.XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, size = self.theme.color, self.theme.px(_GLYPH)
        box(painter, self.rect(), color(self._verdict.wash), radius=_ROUND)
        where = self.place(QRect(20, 0, size, size)).left()
        top = (self.height() - size) / 2
        icons.draw(painter, self._verdict.icon, color(self._verdict.mark), where, top, size)
        painter.end()
