"""Who consents: the patient, or one or two who may speak for them; and what a minor says."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from consult_app.domain.conversation import Assent, Guardian
from consult_app.domain.holding import Required
from consult_app.i18n import _
from consult_app.ui.consent.guardian_fields import GuardianFields
from consult_app.ui.consent.sight import go_to
from consult_app.ui.consent.talk import Talk
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Button,
    FieldFrame,
    Kind,
    Segmented,
    TextField,
    with_keys,
)

PATIENT, REPRESENTATIVE = "patient", "representative"


class WhoRow(AnswerRow):
    """The patient, unless someone says otherwise; for a minor always another."""

    def __init__(self, ctx: Context, talk: Talk, required: Required) -> None:
        self._ctx, self._talk, self._required = ctx, talk, required
        self._who = Segmented(
            with_keys(((PATIENT, _("The patient")), (REPRESENTATIVE, _("A representative"))))
        )
        self._who.set_value(talk.said.consenter)
        minor = _("The patient is a minor: a parent or guardian consents.")
        super().__init__(_("Who consents?"), self._who, help_text=minor if required.minor else "")
        self._first = self._fields(self._known(), other=False)
        self._first.said.connect(self._said_first)
        self._more = Button(_("Another guardian signs too"), Kind.LINK, strong=False)
        self._second: GuardianFields | None = None
        self.add_follow_up(self._first)
        self.add_follow_up(self._more)
        self._who.chosen.connect(self._decided)
        self._more.clicked.connect(self._one_more)
        if talk.said.second is not None or required.guardians > 1:
            self._add_second()
        self.set_follow_ups_visible(talk.said.represented)
        self._offer_second()

    def _offer_second(self) -> None:
        """Two have the care of a child; for others one person decides."""
        self._more.setVisible(self._required.minor and self._second is None)

    def _known(self) -> Guardian:
        said = self._talk.said
        return Guardian(
            *(said.representative, said.authority_kind, said.authority),
            *(said.evidence, said.evidence_dated),
        )

    def _fields(self, known: Guardian, *, other: bool) -> GuardianFields:
        return GuardianFields(self._ctx, known, minor=self._required.minor, other=other)

    def _add_second(self) -> None:
        self._more.hide()
        self._second = self._fields(self._talk.said.second or Guardian(), other=True)
        self._second.said.connect(self._said_second)
        self.add_follow_up(self._second)

    def _one_more(self) -> None:
        self._add_second()
        self.set_follow_ups_visible(True)
        if self._second is not None:
            self._second.enter()

    def _decided(self, value: str | None) -> None:
        self._talk.say(replace(self._talk.said, consenter=value or PATIENT))
        if value is None:
            self._who.set_value(PATIENT)
        represented = self._talk.said.represented
        self.set_follow_ups_visible(represented)
        self._offer_second()
        if represented:
            self._first.enter()

    def _said_first(self, one: Guardian) -> None:
        self._talk.say(
            replace(
                self._talk.said,
                representative=one.name,
                authority_kind=one.authority,
                authority=one.words,
                evidence=one.document,
                evidence_dated=one.dated,
            )
        )

    def _said_second(self, one: Guardian) -> None:
        before = self._talk.said.second
        seen = before.seen if before is not None and before.document == one.document else None
        empty = not (one.name or one.document or one.authority)
        second = None if empty else replace(one, seen=seen)
        self._talk.say(replace(self._talk.said, second=second))

    def missing(self) -> QWidget | None:
        """What keeps the representative from the patient's screen; said beside each field."""
        if not self._talk.said.represented:
            if self._required.minor:
                self.set_error(_("A parent or guardian consents for a minor: choose that here."))
                return self._who
            return None
        self.set_error("")
        second = None
        if self._second is not None and self._asked_of_second():
            second = self._second.show_missing()
        return self._first.show_missing() or second

    def _asked_of_second(self) -> bool:
        return self._required.guardians > 1 or self._talk.said.second is not None

    def enter(self) -> None:
        """The keyboard to who consents, or to what is still missing of them."""
        if self._talk.said.represented:
            self._first.enter()
        else:
            go_to(self._who)


class AssentRow(AnswerRow):
    """What a minor says to it, asked for in their own right; a no is a no to be talked about."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        said = talk.said
        self._says = Segmented(
            with_keys(
                (
                    (Assent.YES.value, _("Agrees")),
                    (Assent.NO.value, _("Does not agree")),
                    (Assent.UNABLE.value, _("Cannot be asked")),
                )
            )
        )
        self._says.set_value(said.assent.value if said.assent else None)
        super().__init__(
            _("What does the young patient say?"),
            self._says,
            help_text=_("Told in words for their age, and asked apart from the parents."),
        )
        self._note = TextField(said.assent_note)
        self.add_follow_up(
            FieldFrame(
                _("In their words, or why they cannot be asked"), self._note, keeps_space=False
            )
        )
        self.set_follow_ups_visible(said.assent is not None)
        self._says.chosen.connect(self._chose)
        self._note.committed.connect(self._noted)

    def _chose(self, value: str | None) -> None:
        self._talk.say(replace(self._talk.said, assent=Assent(value) if value else None))
        self.set_follow_ups_visible(value is not None)
        if value is not None:
            go_to(self._note)

    def _noted(self, text: str) -> None:
        self._talk.say(replace(self._talk.said, assent_note=" ".join(text.split())))

    def enter(self) -> None:
        """The keyboard to what is missing of it."""
        unable = self._talk.said.assent is Assent.UNABLE
        go_to(self._note if unable else self._says)
