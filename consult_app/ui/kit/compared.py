"""Two wordings in one text: what has gone is struck through, what is new is underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout

from consult_app.domain.word_difference import How, Run
from consult_app.i18n import _
from consult_app.ui.kit.base import PaintedWidget, tall_policy
from consult_app.ui.kit.text import Paragraph
from consult_app.ui.kit.theme import Theme
from consult_app.ui.kit.tokens import Token, Type, Verdict

_COMFORTABLE, _NARROWEST = 420, 120


class _Marked(Paragraph):
    """A paragraph whose runs look like what became of them."""

    def __init__(self, runs: Sequence[Run], font: QFont, theme: Theme) -> None:
        self._runs, self._theme = tuple(runs), theme
        super().__init__(" ".join(run.words for run in runs), font, ((0, 0),))

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made, at = [], 0
        for run in self._runs:
            if run.how is not How.SAME:
                span = QTextLayout.FormatRange()
                span.start, span.length = at, len(run.words)
                span.format = _look(run.how, self._theme)
                made.append(span)
            at += len(run.words) + 1
        return made


def _look(how: How, theme: Theme) -> QTextCharFormat:
    """Colour is not the only sign: one is struck through, the other underlined and strong."""
    verdict = Verdict.STOP if how is How.GONE else Verdict.CLEAR
    look = QTextCharFormat()
    look.setForeground(theme.color(verdict.ink))
    look.setBackground(theme.color(verdict.wash))
    if how is How.GONE:
        look.setFontStrikeOut(True)
    else:
        look.setFontUnderline(True)
        look.setFontWeight(QFont.Weight.DemiBold)
    return look


class ComparedText(PaintedWidget):
    """Wrapped text of runs; a screen reader hears what has gone and what is new."""

    role = QAccessible.Role.StaticText

    def __init__(self, runs: Sequence[Run] = (), kind: Type = Type.BODY) -> None:
        super().__init__()
        self._kind = kind
        self._runs: tuple[Run, ...] = ()
        self.setSizePolicy(tall_policy())
        self.set_runs(runs)

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these."""
        self._runs = tuple(runs)
        self.setAccessibleName(" ".join(_heard(run) for run in runs))
        self.restyled()
        self.updateGeometry()
        self.update()

    def restyled(self) -> None:
        self._words = _Marked(self._runs, self.theme.font(self._kind), self.theme)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words.height(width)

    def sizeHint(self) -> QSize:
        width = min(self._words.natural_width(), self.theme.px(_COMFORTABLE))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = min(self._words.natural_width(), _NARROWEST)
        return QSize(width, self._words.line_height if self._runs else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self.theme.color(Token.TEXT)
        self._words.draw(painter, 0, 0, self.width(), ink, self.mirrored())
        painter.end()


def _heard(run: Run) -> str:
    if run.how is How.GONE:
        return _("[gone: {words}]").format(words=run.words)
    if run.how is How.NEW:
        return _("[new: {words}]").format(words=run.words)
    return run.words
