"""The last step of the first start: the words that patients read, language by language."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.services import shelf
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, FormColumn, Kind, ScrollArea, Surface, tokens
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.head import PageHead


class ApprovePage(QWidget):
    """`done()` when the physician goes on; what is not approved yet waits under Clinic."""

    done = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
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
        foot = Surface("top")
        line = QVBoxLayout(foot)
        line.setContentsMargins(tokens.XXL, tokens.M, tokens.XXL, tokens.M)
        line.addWidget(self._go, 0, Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ScrollArea(form), 1)
        whole.addWidget(foot)
        ctx.go.records_changed.connect(self._light)
        self._light()

    def _light(self) -> None:
        """To approve is the next thing to do, until every language is."""
        pack, settings = shelf.shipped(), self._ctx.settings
        done = all(settings.approved(pack.hash, language) for language in pack.languages)
        self._go.set_kind(Kind.PRIMARY if done else Kind.SECONDARY)

    def enter(self) -> None:
        """Read what is approved."""
        self._part.enter()
        self._go.setFocus()
