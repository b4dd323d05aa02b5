"""The last step of the first start: the words that patients read, language by language."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.people import Capability
from consult_app.i18n import _
from consult_app.services import shelf
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Dashes, FormColumn, Kind, ScrollArea, tokens
from consult_app.ui.pages.clinic.texts import TextsPart
from consult_app.ui.pages.foot import Foot
from consult_app.ui.pages.head import PageHead


class ApprovePage(QWidget):
    """`done()` when one goes on; what is not approved yet waits under Clinic.

    It is the last of `steps` pages.
    """

    done = Signal()

    def __init__(self, ctx: Context, steps: int) -> None:
        super().__init__()
        self._ctx = ctx
        self._part = TextsPart(ctx)
        self._go = Button(_("Go on"), Kind.PRIMARY, shortcut="Ctrl+Return")
        self._go.clicked.connect(self.done)
        form = FormColumn()
        form.add(Dashes(steps, steps))
        form.add(
            PageHead(
                _("The words that patients read"),
                _("Approve the languages that you work in. The others can wait under Clinic.")
                if ctx.acting.user.may(Capability.DECIDE)
                else _("A physician approves them: add one under Clinic, People."),
            )
        )
        form.add(self._part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(ScrollArea(form), 1)
        whole.addWidget(Foot(tokens.FORM_WIDTH, trailing=(self._go,)))
        ctx.go.records_changed.connect(self._light)
        self._light()

    def _light(self) -> None:
        """To approve is the next thing to do, until every language of the clinic is."""
        pack, settings = shelf.shipped(), self._ctx.settings
        ours = settings.works_in(pack.languages)
        approved = all(settings.approved(pack.hash, language) for language in ours)
        done = approved or not self._ctx.acting.user.may(Capability.DECIDE)
        self._go.set_kind(Kind.PRIMARY if done else Kind.SECONDARY)

    def enter(self) -> None:
        """Read what is approved."""
        self._part.enter()
        self._go.setFocus()
