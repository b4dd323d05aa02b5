"""Who printed, saved and released a paper, and when: the whole list, the newest first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import printing
from consult_app.services.printing import Handled
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, InlineError, Kind, ScrollArea, Surface, Type, WrapLabel
from consult_app.ui.kit import tokens as space
from consult_app.ui.kit.tokens import Token
from consult_app.ui.words import handled_words
from consult_app.ui.work import Lane

MOST_HEIGHT = 220
"""Pixels at 100 % beyond which the list scrolls: the paper stays in sight."""


class HistoryPanel(Surface):
    """Read when it is opened; Escape puts it away. `closed()` when it goes."""

    closed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__("bottom")
        self._ctx = ctx
        self._id = 0
        self._title = WrapLabel("", Type.QUESTION, semibold=True, heading=True)
        self._nothing = WrapLabel(_("Neither printed nor saved so far."), token=Token.QUIET)
        self._error = InlineError()
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space.XS)
        self._scroll = ScrollArea(self._lines)
        close = Button(_("Close the history"), Kind.QUIET)
        close.clicked.connect(self.put_away)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(space.XL, space.M, space.XL, space.M)
        whole.setSpacing(space.S)
        whole.addLayout(head)
        for part in (self._nothing, self._error, self._scroll):
            whole.addWidget(part)
        QShortcut(QKeySequence("Escape"), self, self.put_away).setContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._close = close
        self.hide()

    def open(self, document_id: int, title: str) -> None:
        """Read and show what was done with this one."""
        self._id = document_id
        self._title.set_text(_("What was done with {title}").format(title=title))
        self._error.set_error("")
        job = partial(printing.history, self._ctx.acting, document_id)
        show = partial(self._show, document_id)
        self._ctx.work.run(Lane.READ, self, job, show, self._refused)

    def put_away(self) -> None:
        """Back to what was shown before."""
        self.hide()
        self.closed.emit()

    def _show(self, document_id: int, done: tuple[Handled, ...]) -> None:
        if document_id != self._id:
            return
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for one in done:
            moment = moment_words(one.at, self._ctx.language)
            words = f"{moment} · {handled_words(one.what)} · {one.who}"
            self._column.addWidget(WrapLabel(words))
        self._nothing.setVisible(not done)
        self._scroll.setVisible(bool(done))
        self._fit()
        self.show()
        self._close.setFocus()

    def _fit(self) -> None:
        """As high as its lines, up to where the paper would lose its room."""
        wanted = self._lines.sizeHint().height() + space.S
        self._scroll.setFixedHeight(min(wanted, self._ctx.theme.px(MOST_HEIGHT)))

    def _refused(self, refused: Refused) -> None:
        self._error.set_error(messages.sentence(refused))
        self._scroll.hide()
        self._nothing.hide()
        self.show()
