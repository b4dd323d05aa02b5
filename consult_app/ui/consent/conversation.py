"""The physician's side of the conversation: who decides, with whom, and what was talked about.

Three keys for the usual case: able, other ways talked about, doing nothing talked about.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.conversation import Conversation
from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.ui.consent.holds import HoldsRow
from consult_app.ui.consent.present import PresentRow
from consult_app.ui.consent.sight import go_to
from consult_app.ui.consent.talk import Talk
from consult_app.ui.consent.who import AssentRow, WhoRow
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Card,
    FieldFrame,
    Segmented,
    TextField,
    with_keys,
)


class ConversationCard(Card):
    """Capacity first, and never by default; the rest has the usual answer or may stay empty.

    `settled()` when the last of what is asked of every patient has been answered.
    """

    settled = Signal()

    def __init__(self, ctx: Context, talk: Talk, view: ConsentView) -> None:
        super().__init__()
        self._talk = talk
        said = talk.said
        self._able, self._ways, self._nothing = (
            _yes_no(answer) for answer in (said.capacity, said.alternatives, said.nothing)
        )
        self._ground = TextField(said.capacity_note, placeholder=_("No reason to doubt it"))
        self._which = TextField(said.other_ways)
        self._matters = TextField(said.matters)
        self._who = WhoRow(ctx, talk, view.required)
        self._assent = AssentRow(talk) if view.required.minor else None
        self._present = PresentRow(talk, needed=view.required.interpreter)
        self._lay_out(HoldsRow(ctx, talk, view))
        self._connect()

    def _lay_out(self, holds: HoldsRow) -> None:
        self._able_row = AnswerRow(
            _("Is the patient able to decide about this?"),
            self._able,
            help_text=_("Understands it, weighs it, and can say what they choose."),
        )
        self._ground_frame = FieldFrame(_("What this rests on"), self._ground, keeps_space=False)
        self._able_row.add_follow_up(self._ground_frame)
        self._ways_row = AnswerRow(_("Were other treatments talked about?"), self._ways)
        self._ways_row.add_follow_up(FieldFrame(_("Which ones"), self._which, keeps_space=False))
        self._nothing_row = AnswerRow(
            _("Was doing nothing talked about?"),
            self._nothing,
            help_text=_("And how the problem may go on then."),
        )
        matters = AnswerRow(_("What matters most to this patient?"), self._matters, wide=True)
        rows = (self._able_row, self._ways_row, self._nothing_row, self._who, self._assent)
        for row in (*rows, matters, self._present, holds):
            if row is not None:
                self.add(row)

    def _connect(self) -> None:
        self._able.chosen.connect(self._decided_able)
        for control, name in ((self._ways, "alternatives"), (self._nothing, "nothing")):
            control.chosen.connect(lambda value, n=name: self._answer(n, value))
        for field, name in (
            (self._ground, "capacity_note"),
            (self._which, "other_ways"),
            (self._matters, "matters"),
        ):
            field.committed.connect(lambda text, n=name: self._put(**{n: " ".join(text.split())}))

    def _put(self, **what: str | bool | None) -> None:
        said: Conversation = replace(self._talk.said, **what)  # type: ignore[arg-type]  # by name, from the fields above
        self._talk.say(said)

    def _decided_able(self, value: str | None) -> None:
        self._able_row.set_error("")
        self._put(capacity=None if value is None else value == "yes")
        if value == "no":
            go_to(self._ground)
        elif value == "yes":
            self._go_on()

    def _answer(self, name: str, value: str | None) -> None:
        self._put(**{name: None if value is None else value == "yes"})
        if value is not None:
            self._go_on()

    def _go_on(self) -> None:
        """To what is still asked of every patient, else to what comes next."""
        if self.answered:
            self.settled.emit()
        else:
            self.go_to_next()

    def ready(self) -> bool:
        """Whether the patient may have the screen; says what is missing and goes there."""
        said = self._talk.said
        if said.capacity is None:
            self._able_row.set_error(_("Answer this first: it is never taken for granted."))
            self.go_to_capacity()
            return False
        missing = self._who.missing()
        if missing is not None:
            go_to(missing)
        return missing is None

    def go_to_next(self) -> None:
        """The keyboard to the first question that every patient's physician answers."""
        for control, answer in self._asked():
            if answer is None:
                go_to(control)
                return

    def go_to_capacity(self) -> None:
        """The keyboard to the question of capacity, or to its ground."""
        go_to(self._able if self._talk.said.capacity is not False else self._ground)

    def go_to_representative(self) -> None:
        """The keyboard to who decides for the patient."""
        self._who.enter()

    def go_to_assent(self) -> None:
        """The keyboard to what a minor says."""
        if self._assent is not None:
            self._assent.enter()

    def go_to_present(self) -> None:
        """The keyboard to the interpreter."""
        self._present.enter()

    def go_to_ways(self) -> None:
        """The keyboard to the other treatments that were talked about."""
        go_to(self._ways)

    def go_to_nothing(self) -> None:
        """The keyboard to whether doing nothing was talked about."""
        go_to(self._nothing)

    def _asked(self) -> tuple[tuple[QWidget, bool | None], ...]:
        said = self._talk.said
        return (
            (self._able, said.capacity),
            (self._ways, said.alternatives),
            (self._nothing, said.nothing),
        )

    @property
    def answered(self) -> bool:
        """Whether everything that is asked of every patient has been answered."""
        return all(answer is not None for _control, answer in self._asked())


def _yes_no(answer: bool | None) -> Segmented:
    control = Segmented(with_keys((("yes", _("Yes")), ("no", _("No")))))
    control.set_value(None if answer is None else "yes" if answer else "no")
    return control
