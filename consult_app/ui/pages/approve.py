"""The last step of the first start: the words that patients read, language by language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FormColumn, Kind, ScrollArea
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.head import PageHead


class ApprovePage(QWidget):
    """`done()` when the physician goes on; what is not approved yet waits under Clinic."""

    done = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._part = TextsPart(ctx)
        self._go = Button(_("Go on"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._go.clicked.connect(self.done)
        form = FormColumn()
        form.add(
            PageHead(
                _("The words that patients read"),
                _("Approve the languages that you work in. The others can wait under Clinic."),
            )
        )
        form.add(self._part)
        form.column.insertWidget(
            form.column.count() - 1, self._go, 0, Qt.AlignmentFlag.AlignLeading
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollArea(form))

    def enter(self) -> None:
        """Read what is approved."""
        self._part.enter()
        self._go.setFocus()
