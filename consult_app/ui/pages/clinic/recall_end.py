"""How a recall ends: on which ground, why, who said so, and on which day; sure is asked once."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from consult_app import messages
from consult_app.domain.recalls import EndGround, NewEnd
from consult_app.errors import Refused
from consult_app.i18n import _
from consult_app.services import recalls
from consult_app.services.recalls import ground_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    DateField,
    FieldFrame,
    InlineError,
    Kind,
    Segmented,
    TextArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
    with_keys,
)
from consult_app.ui.pages.head import at_the_end
from consult_app.ui.reading import day_parser
from consult_app.ui.work import Lane


class EndForm(Card):
    """`ended()` when it is recorded, `left()` when put away."""

    ended = Signal()
    left = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(padding=tokens.XL)
        self._ctx, self._recall_id = ctx, 0
        grounds = [(ground.value, ground_words(ground)) for ground in EndGround]
        self._ground = Segmented(with_keys(grounds))
        self._ground_frame = FieldFrame(_("On which ground it ends"), self._ground)
        self._reason = TextArea(lines=2, max_length=2000)
        self._said_by = TextField(max_length=200)
        self._day = DateField(day_parser(ctx, future=False), placeholder=_("Today"))
        self._error = InlineError()
        self._go = Button(_("End the recall"), Kind.DANGER)
        self._sure = Button(_("Yes, it has ended"), Kind.DANGER)
        self._close = Button(_("Never mind"), Kind.QUIET)
        self._lay_out()
        self._go.clicked.connect(self._ask)
        self._sure.clicked.connect(self._record)
        self._close.clicked.connect(self.left)

    def _lay_out(self) -> None:
        self.add(WrapLabel(_("End this recall"), Type.QUESTION, semibold=True, heading=True))
        self.add(
            WrapLabel(
                _(
                    "The recall stays in the records. The lot goes into quarantine; releasing it"
                    " is an act of its own. Whoever was told of the recall is listed to be told"
                    " that it ended."
                )
            )
        )
        said = _("Letters in the clinic's language print it.")
        who = _("The manufacturer or authority, or whoever found the mistake")
        self.add(self._ground_frame)
        self.add(FieldFrame(_("Why the recall ends"), self._reason, help_text=said))
        self.add(FieldFrame(_("Who said so"), self._said_by, help_text=who))
        self.add(FieldFrame(_("Day on which it was said"), self._day))
        self.add(self._error)
        self.add(at_the_end(self._close, self._go, self._sure))

    def open(self, recall_id: int) -> None:
        """Ask it of a recall, with nothing filled in; where it is asked already, go on there."""
        if self.isVisible() and self._recall_id == recall_id:
            self._ground.setFocus()
            return
        self._recall_id = recall_id
        self._ground.set_value(None)
        for field in (self._reason, self._said_by, self._day):
            field.set_text("")
        self._ground_frame.set_error("")
        self._calm("")
        self.show()
        self._ground.setFocus()

    def _calm(self, error: str) -> None:
        """Nobody is being asked whether they are sure."""
        self._error.set_error(error)
        self._let_type(True)
        self._sure.hide()
        self._sure.set_busy(None)
        self._go.show()

    def _let_type(self, may: bool) -> None:
        """What is typed while it is recorded would go with the form."""
        for field in (self._ground, self._reason, self._said_by, self._day):
            field.setEnabled(may)

    def _ask(self) -> None:
        """The second press stands elsewhere than the first one's keyboard."""
        self._ground_frame.set_error("" if self._ground.value else _("Answer this first."))
        if not self._ground.value:
            self._ground.setFocus()
            return
        if self._day.text.strip() and not isinstance(self._day.parsed.value, date):
            self._day.setFocus()
            return
        self._error.set_error("")
        self._go.hide()
        self._sure.show()
        self._close.setFocus()  # Enter pressed twice confirms nothing

    def _record(self) -> None:
        said = self._day.parsed.value
        day = said if isinstance(said, date) else self._ctx.acting.today()
        ground = EndGround(self._ground.value or "")
        new = NewEnd(ground, self._reason.text, self._said_by.text, day)
        self._sure.set_busy(_("Saving"))
        self._let_type(False)
        job = partial(recalls.lift, self._ctx.acting, self._recall_id, new)
        self._ctx.work.run(Lane.WRITE, self, job, lambda _end: self.ended.emit(), self._refused)

    def _refused(self, refused: Refused) -> None:
        self._calm(messages.sentence(refused))
        self._go.setFocus()
