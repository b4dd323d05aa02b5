"""What other systems told of this patient, act by act, and where each line stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.incoming import Line as Told
from consult_app.domain.incoming import ToldState
from consult_app.domain.people import Capability
from consult_app.i18n import _, ngettext
from consult_app.services import incoming
from consult_app.services.incoming import TakenIn
from consult_app.services.wording import moment_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Chip, NoteLine, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.pages.lives.take_in import TakeInPanel
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.told import state_words, told_words
from consult_app.ui.work import Lane


class ToldSection(QWidget):
    """The acts with a way to take each back, and the panel that takes in one more."""

    refused = Signal(object)

    def __init__(self, ctx: Context, patient_id: int) -> None:
        super().__init__()
        self._ctx, self._id = ctx, patient_id
        self._section = Section(
            _("From other systems"), _("Nothing was taken in from another system.")
        )
        self._open = Button(_("Take in a file"), icon="folder-open", strong=False)
        self._section.add_below(at_the_end(self._open))
        self._panel = TakeInPanel(ctx)
        self._note = NoteLine(keeps_space=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.M)
        for part in (self._section, self._panel, self._note):
            column.addWidget(part)
        self.setSizePolicy(tall_policy())
        self._open.clicked.connect(self._open_panel)
        self._panel.closed.connect(self._open.setFocus)
        self._panel.taken.connect(self._taken)
        may = ctx.acting.user.may
        if not may(Capability.ASSESS):
            self._open.hide()
        if not may(Capability.READ_ANSWERS):
            self.hide()

    def read(self) -> None:
        """Read what was taken in; a physician alone may."""
        if self._ctx.acting.user.may(Capability.READ_ANSWERS):
            job = partial(incoming.of_patient, self._ctx.acting, self._id)
            self._ctx.work.run(Lane.READ, self, job, self._show, self.refused.emit)

    def _show(self, acts: tuple[TakenIn, ...]) -> None:
        self._section.show_lines([line for taken in acts for line in self._lines(taken)])

    def _lines(self, taken: TakenIn) -> list[Line]:
        act, open_ = taken.act, [one for one in taken.lines if one.state is ToldState.OPEN]
        count = ngettext("{n} line", "{n} lines", len(taken.lines)).format(n=len(taken.lines))
        when = moment_words(act.at, self._ctx.language)
        head = Line(act.source, f"{when} · {count}")
        if open_ and act.undone_at is None:
            name = _("Take back what came from {source}").format(source=act.source)
            head.add_button(_("Take back"), name, partial(self._undo, act.id))
        return [head, *map(self._told, taken.lines)]

    def _told(self, line: Told) -> Line:
        chip = Chip(state_words(line))
        return Line(told_words(line.told, self._ctx.language), chips=(chip,))

    def _open_panel(self) -> None:
        self._note.set_echo("")
        self._panel.open(self._id)

    def _taken(self, count: int) -> None:
        words = ngettext(
            "{n} line waits for you in the next consultation.",
            "{n} lines wait for you in the next consultation.",
            count,
        )
        self._note.set_echo(words.format(n=count))
        self.read()

    def _undo(self, import_id: int) -> None:
        job = partial(incoming.undo, self._ctx.acting, import_id)
        self._ctx.work.run(Lane.WRITE, self, job, self._undone, self.refused.emit)

    def _undone(self, stayed: int) -> None:
        words = _("Taken back. Lines that were settled before stay: {n}.").format(n=stayed)
        self._note.set_echo(words)
        self.read()
