"""A few lines on a wash: where the consent stands, or what is still missing and where to get it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout

from consult_app.ui.kit import Button, Kind, Type, Verdict, WrapLabel, icons, tokens
from consult_app.ui.kit.base import PaintedWidget, box, start_painting, tall_policy

_GLYPH = 20
_ROUND = 12


class Notice(PaintedWidget):
    """An icon, a sentence, a quieter one, and at most a few links. `verdict`: how loud."""

    role = QAccessible.Role.Grouping

    def __init__(self, verdict: Verdict, sentence: str, detail: str = "") -> None:
        super().__init__()
        self._verdict = verdict
        self._column = QVBoxLayout(self)
        self._column.setSpacing(tokens.XS)
        self._column.addWidget(WrapLabel(sentence, Type.QUESTION, verdict.ink, semibold=True))
        if detail:
            self._column.addWidget(WrapLabel(detail, Type.BODY, verdict.ink))
        self.setAccessibleName(sentence)
        self.setSizePolicy(tall_policy())
        self.restyled()

    def add_link(self, label: str, name: str = "") -> Button:
        """One more way on, under the words."""
        link = Button(label, Kind.LINK, strong=False)
        if name:
            link.setAccessibleName(name)
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        return link

    def restyled(self) -> None:
        side = tokens.L + self.theme.px(_GLYPH) + tokens.M
        left, right = (tokens.L, side) if self.mirrored() else (side, tokens.L)
        self._column.setContentsMargins(left, tokens.L, right, tokens.L)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, size = self.theme.color, self.theme.px(_GLYPH)
        box(painter, self.rect(), color(self._verdict.wash), radius=_ROUND)
        where = self.place(QRect(tokens.L, 0, size, size)).left()
        line = round(self.theme.px(Type.QUESTION) * tokens.LINE_HEIGHT)
        top = tokens.L + (line - size) / 2
        icons.draw(painter, self._verdict.icon, color(self._verdict.mark), where, top, size)
        painter.end()
