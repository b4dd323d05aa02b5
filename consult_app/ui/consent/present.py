"""Who else takes part: an interpreter, in which language and how; a witness."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.conversation import Presence
from consult_app.i18n import _
from consult_app.services.consent_words import presence_words
from consult_app.ui.consent.sight import go_to
from consult_app.ui.consent.talk import Talk
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    FieldFrame,
    Kind,
    Segmented,
    TextField,
    with_keys,
)


class PresentRow(AnswerRow):
    """Nobody, unless someone is entered; open where the assessment says one is needed."""

    def __init__(self, talk: Talk, *, needed: bool) -> None:
        self._talk = talk
        said = talk.said
        self._more = Button(_("Interpreter or witness"), Kind.LINK, strong=False)
        help_text = _("The assessment says that an interpreter is needed.") if needed else ""
        super().__init__(_("Who else is there?"), self._more, help_text=help_text)
        self._more.setAccessibleName(self._more.label)  # the row gave it the question
        self._interpreter = TextField(said.interpreter)
        self._language = TextField(said.interpreter_language)
        self._how = Segmented(with_keys(tuple((p.value, presence_words(p)) for p in Presence)))
        self._how.set_value(said.interpreter_presence.value if said.interpreter_presence else None)
        self._witness = TextField(said.witness)
        for label, control in (
            (_("Interpreter"), self._interpreter),
            (_("Interpreter's language"), self._language),
            (_("How the interpreter takes part"), self._how),
            (_("Witness"), self._witness),
        ):
            self.add_follow_up(FieldFrame(label, control, keeps_space=False))
        self.set_follow_ups_visible(bool(needed or said.interpreter or said.witness))
        self._connect()

    def _connect(self) -> None:
        self._more.clicked.connect(self.enter)
        self._interpreter.committed.connect(lambda text: self._put(interpreter=_plain(text)))
        self._language.committed.connect(lambda text: self._put(interpreter_language=_plain(text)))
        self._how.chosen.connect(
            lambda value: self._put(interpreter_presence=Presence(value) if value else None)
        )
        self._witness.committed.connect(lambda text: self._put(witness=_plain(text)))

    def _put(self, **what: str | Presence | None) -> None:
        said = replace(self._talk.said, **what)  # type: ignore[arg-type]  # by name, from the fields
        self._talk.say(said)

    def enter(self) -> None:
        """Show the fields; the keyboard to the first that is empty."""
        self.set_follow_ups_visible(True)
        said = self._talk.said
        if not said.interpreter:
            go_to(self._interpreter)
        elif not said.interpreter_language:
            go_to(self._language)
        elif said.interpreter_presence is None:
            go_to(self._how)
        else:
            go_to(self._witness)


def _plain(text: str) -> str:
    return " ".join(text.split())
