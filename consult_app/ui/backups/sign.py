"""The sign at the foot of the rail: when the newest backup was made, calm until it is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent

from consult_app.domain.backup_plan import Standing
from consult_app.i18n import _
from consult_app.ui.kit import icons, tokens
from consult_app.ui.kit.base import PaintedButton, box, start_painting
from consult_app.ui.kit.tokens import Token, Type, Verdict

_LOUD = {Standing.OVERDUE: Verdict.CAUTION, Standing.FAILED: Verdict.STOP}
_ICON = "shield-check"


class BackupSign(PaintedButton):
    """An icon, `Backup`, and when. A press leads to the page where backups are kept."""

    def __init__(self) -> None:
        self._when = ""
        self._verdict: Verdict | None = None
        super().__init__(_("Backup"))

    def show_standing(self, standing: Standing, when: str, sentence: str) -> None:
        """`when`: a word or two; `sentence`: all of it, for a screen reader and on hovering."""
        self._when, self._verdict = when, _LOUD.get(standing)
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.follow_theme()

    def restyled(self) -> None:
        self._words = self.paragraph(self.label, Type.HINT)
        loud = self._verdict is not None
        self._under = self.paragraph(self._when, Type.HINT, semibold=loud)

    def sizeHint(self) -> QSize:
        widest = max(self._words.natural_width(), self._under.natural_width())
        lines = self._words.line_height + self._under.line_height
        return QSize(widest + 2 * tokens.XS, self.theme.px(20) + lines + 2 * tokens.S)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, verdict = self.theme.color, self._verdict
        if verdict is not None:
            box(painter, self.rect(), color(verdict.wash))
        elif self.underMouse():
            box(painter, self.rect(), color(Token.HOVER))
        ink = color(verdict.ink if verdict else Token.QUIET)
        size, top = self.theme.px(20), tokens.S - tokens.HAIRLINE
        mark = color(verdict.mark if verdict else Token.QUIET)
        icons.draw(
            painter, verdict.icon if verdict else _ICON, mark, (self.width() - size) / 2, top, size
        )
        top += size + tokens.XS // 2
        for words in (self._words, self._under):
            width = words.natural_width() + 1
            words.draw(painter, (self.width() - width) / 2, top, width, ink, self.mirrored())
            top += words.line_height
        painter.end()
