"""The physician's side of the conversation: who decides, with whom, and what matters to them."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.domain.consent import Conversation
from consult_app.i18n import _
from consult_app.ui.consent.sight import go_to
from consult_app.ui.consent.talk import Talk
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    Card,
    FieldFrame,
    Kind,
    Segmented,
    TextField,
    with_keys,
)

PATIENT, REPRESENTATIVE = "patient", "representative"


class ConversationCard(Card):
    """Capacity first, and never by default; the rest has the usual answer or may stay empty."""

    def __init__(self, talk: Talk, *, minor: bool) -> None:
        super().__init__()
        self._talk = talk
        said = talk.said
        self._able = Segmented(with_keys((("yes", _("Yes")), ("no", _("No")))))
        self._able.set_value(None if said.capacity is None else "yes" if said.capacity else "no")
        self._ground = _field(said.capacity_note)
        self._who = Segmented(
            with_keys(((PATIENT, _("The patient")), (REPRESENTATIVE, _("A representative"))))
        )
        self._who.set_value(said.consenter)
        self._name, self._right = _field(said.representative), _field(said.authority)
        self._matters = _field(said.matters)
        self._interpreter, self._witness = _field(said.interpreter), _field(said.witness)
        self._more = Button(_("Interpreter or witness"), Kind.LINK, strong=False)
        self._lay_out(minor)
        self._connect()
        self._unfold()

    def _lay_out(self, minor: bool) -> None:
        self._able_row = AnswerRow(
            _("Is the patient able to decide about this?"),
            self._able,
            help_text=_("Understands it, weighs it, and can say what they choose."),
        )
        self._able_row.add_follow_up(FieldFrame(_("What this rests on"), self._ground))
        guardian = _("The patient is a minor: a parent or guardian consents.") if minor else ""
        self._who_row = AnswerRow(_("Who consents?"), self._who, help_text=guardian)
        self._name_frame = FieldFrame(_("Name of the representative"), self._name)
        self._right_frame = FieldFrame(
            _("By what right"), self._right, help_text=_("Parent, guardian, power of attorney")
        )
        self._who_row.add_follow_up(self._name_frame)
        self._who_row.add_follow_up(self._right_frame)
        matters = AnswerRow(_("What matters most to this patient?"), self._matters, wide=True)
        self._others = AnswerRow(_("Who else is there?"), self._more)
        self._more.setAccessibleName(self._more.label)  # the row gave it the question
        self._others.add_follow_up(FieldFrame(_("Interpreter"), self._interpreter))
        self._others.add_follow_up(FieldFrame(_("Witness"), self._witness))
        for row in (self._able_row, self._who_row, matters, self._others):
            self.add(row)

    def _connect(self) -> None:
        self._able.chosen.connect(self._decided_able)
        self._who.chosen.connect(self._decided_who)
        self._more.clicked.connect(self._show_others)
        for field, name in (
            (self._ground, "capacity_note"),
            (self._name, "representative"),
            (self._right, "authority"),
            (self._matters, "matters"),
            (self._interpreter, "interpreter"),
            (self._witness, "witness"),
        ):
            field.committed.connect(lambda text, n=name: self._put(**{n: " ".join(text.split())}))

    def _put(self, **what: str | bool | None) -> None:
        said: Conversation = replace(self._talk.said, **what)  # type: ignore[arg-type]  # by name, from the fields above
        self._talk.say(said)

    def _unfold(self) -> None:
        said = self._talk.said
        self._able_row.set_follow_ups_visible(said.capacity is not None)
        self._who_row.set_follow_ups_visible(said.consenter != PATIENT)
        self._others.set_follow_ups_visible(bool(said.interpreter or said.witness))

    def _decided_able(self, value: str | None) -> None:
        self._put(capacity=None if value is None else value == "yes")
        self._able_row.set_error("")
        self._unfold()
        if value is not None:
            go_to(self._ground)

    def _decided_who(self, value: str | None) -> None:
        self._put(consenter=value or PATIENT)
        if value is None:
            self._who.set_value(PATIENT)
        self._unfold()
        if value == REPRESENTATIVE:
            go_to(self._name)

    def _show_others(self) -> None:
        self._others.set_follow_ups_visible(True)
        go_to(self._interpreter)

    def ready(self) -> bool:
        """Whether the patient may have the screen; says what is missing and goes there."""
        said = self._talk.said
        if said.capacity is None:
            self._able_row.set_error(_("Answer this first: it is never taken for granted."))
            self.go_to_capacity()
            return False
        represented = said.consenter != PATIENT
        missing = represented and not (said.representative and said.authority)
        if missing:
            self._name_frame.set_error("" if said.representative else _("Enter the name."))
            self._right_frame.set_error("" if said.authority else _("Enter by what right."))
            self.go_to_representative()
        return not missing

    def go_to_capacity(self) -> None:
        """The keyboard to the question of capacity."""
        go_to(self._able)

    def go_to_representative(self) -> None:
        """The keyboard to who decides for the patient."""
        said = self._talk.said
        wanted: QWidget = self._who
        if said.consenter != PATIENT:
            wanted = self._right if said.representative else self._name
        go_to(wanted)

    @property
    def answered(self) -> bool:
        """Whether capacity has been answered."""
        return self._talk.said.capacity is not None


def _field(text: str) -> TextField:
    return TextField(text)
