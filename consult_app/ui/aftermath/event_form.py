"""What is known of an adverse event, as a form: nothing is judged until somebody has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from consult_app.domain.adverse_events import (
    Causality,
    EventTold,
    Outcome,
    Serious,
    Severity,
)
from consult_app.i18n import _
from consult_app.services.wording import day_words
from consult_app.ui.aftermath.words import CAUSALITY, OUTCOME, SERIOUS, SEVERITY
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    AnswerRow,
    Card,
    Choice,
    ChoiceList,
    DateField,
    Segmented,
    TextArea,
    TextField,
    with_keys,
)
from consult_app.ui.reading import day_parser

_YES, _NO = "yes", "no"

Stands = Mapping[str, str | tuple[str, ...] | None]
"""What stands in each control, as it was typed or chosen; by the field of `EventTold`."""


class EventForm(Card):
    """Shows what was told last; `told` is what stands there now.

    Nobody can type before something is shown: it would be written over.
    """

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        parse = day_parser(ctx, future=False)
        self._title = TextField(max_length=500)
        self._description = TextArea(lines=4, max_length=5000)
        self._began, self._ended = DateField(parse), DateField(parse)
        self._serious = Segmented(with_keys(((_YES, _("Yes")), (_NO, _("No")))))
        criteria = [Choice(one.value, _(words)) for one, words in SERIOUS.items()]
        self._criteria = ChoiceList(criteria, multiple=True)
        self._severity = Segmented(with_keys([(s.value, _(w)) for s, w in SEVERITY.items()]))
        self._causality = ChoiceList([Choice(c.value, _(w)) for c, w in CAUSALITY.items()])
        self._reason = TextArea(lines=2, max_length=5000)
        self._outcome = ChoiceList([Choice(o.value, _(w)) for o, w in OUTCOME.items()])
        self._action = TextArea(lines=2, max_length=5000)
        self._others = TextArea(lines=2, max_length=5000)
        self._reporter = TextField(max_length=500)
        self._profession = TextField(max_length=500)
        self._controls: dict[str, _Control] = {
            "title": self._title,
            "description": self._description,
            "began": self._began,
            "ended": self._ended,
            "serious": self._serious,
            "criteria": self._criteria,
            "severity": self._severity,
            "causality": self._causality,
            "causality_reason": self._reason,
            "outcome": self._outcome,
            "action": self._action,
            "other_medicines": self._others,
            "reporter": self._reporter,
            "reporter_profession": self._profession,
        }
        self._shown, self._shown_as = EventTold(), self.stands
        self._lay_out()
        self.setEnabled(False)
        self._serious.chosen.connect(self._judged)

    def _lay_out(self) -> None:
        self.add(AnswerRow(_("In a few words"), self._title, wide=True))
        self.add(AnswerRow(_("What happened"), self._description, wide=True))
        self.add(AnswerRow(_("When it began"), self._began))
        self.add(AnswerRow(_("When it ended"), self._ended))
        self._serious_row = AnswerRow(
            _("Is it serious?"),
            self._serious,
            help_text=_("One of the reasons below is enough. How strong it is does not count."),
        )
        self._serious_row.add_follow_up(
            AnswerRow(_("What makes it serious"), self._criteria, wide=True)
        )
        self._serious_row.set_follow_ups_visible(False)
        self.add(self._serious_row)
        self.add(AnswerRow(_("How strong it is"), self._severity))
        help_text = _("As you judge it now. It can be judged anew as more is known.")
        row = AnswerRow(
            _("Was it caused by the treatment?"), self._causality, help_text=help_text, wide=True
        )
        self.add(row)
        self.add(AnswerRow(_("Why you judge it so"), self._reason, wide=True))
        self.add(AnswerRow(_("How it went on"), self._outcome, wide=True))
        self.add(AnswerRow(_("What was done about it"), self._action, wide=True))
        self.add(AnswerRow(_("Other medicines then"), self._others, wide=True))
        self.add(AnswerRow(_("Who reports it"), self._reporter))
        self.add(AnswerRow(_("Profession of the reporter"), self._profession))

    def enter(self) -> None:
        """The keyboard goes to the description."""
        self._description.setFocus()

    def _judged(self, value: object) -> None:
        self._serious_row.set_follow_ups_visible(value == _YES)

    @property
    def unread_day(self) -> bool:
        """Whether a day is typed that is none."""
        return any(field.text.strip() and self._day(field) is None for field in self._days())

    def _days(self) -> tuple[DateField, DateField]:
        return self._began, self._ended

    @staticmethod
    def _day(field: DateField) -> date | None:
        value = field.parsed.value
        return value if isinstance(value, date) else None

    @property
    def told(self) -> EventTold:
        """What stands there; not chosen is not judged."""
        serious = {_YES: True, _NO: False}.get(self._serious.value or "")
        criteria = self._criteria.values if serious else ()
        severity, causality = self._severity.value, next(iter(self._causality.values), None)
        outcome = next(iter(self._outcome.values), None)
        return EventTold(
            title=self._title.text.strip(),
            description=self._description.text.strip(),
            began=self._day(self._began),
            ended=self._day(self._ended),
            serious=serious,
            criteria=tuple(Serious(value) for value in criteria),
            severity=Severity(severity) if severity else None,
            causality=Causality(causality) if causality else None,
            causality_reason=self._reason.text.strip(),
            outcome=Outcome(outcome) if outcome else None,
            action=self._action.text.strip(),
            other_medicines=self._others.text.strip(),
            reporter=self._reporter.text.strip(),
            reporter_profession=self._profession.text.strip(),
        )

    @property
    def stands(self) -> Stands:
        """What stands in each control now, to be given to `show_told` later."""
        return {name: _read(control) for name, control in self._controls.items()}

    @property
    def is_new(self) -> bool:
        """Whether something was typed or chosen that was not shown."""
        return self.unread_day or self.told != self._shown

    def show_told(self, told: EventTold, *, editable: bool, sent: Stands | None = None) -> None:
        """What was told last; who reports is this person until another was named.

        `sent` is what stood there when it was told, without it what was shown last: what was
        typed since stays, and so does what means the same, with the cursor in it.
        """
        user, now, stands = self._ctx.acting.user, self.told, self.stands
        before = self._shown_as if sent is None else sent
        self._shown = told = replace(
            told,
            reporter=told.reporter or user.display_name,
            reporter_profession=told.reporter_profession or user.specialty,
        )
        self._shown_as = self._as_typed(told)
        for name, value in self._shown_as.items():
            typed_since = stands[name] != before[name]
            if not typed_since and getattr(now, name) != getattr(told, name):
                _write(self._controls[name], value)
        self._judged(self._serious.value)
        self.setEnabled(editable)

    def _as_typed(self, told: EventTold) -> Stands:
        """How it would stand in the controls."""
        began, ended = (
            day_words(day, self._ctx.language) if day else "" for day in (told.began, told.ended)
        )
        return {
            "title": told.title,
            "description": told.description,
            "began": began,
            "ended": ended,
            "serious": None if told.serious is None else _YES if told.serious else _NO,
            "criteria": tuple(one.value for one in told.criteria),
            "severity": told.severity.value if told.severity else None,
            "causality": (told.causality.value,) if told.causality else (),
            "causality_reason": told.causality_reason,
            "outcome": (told.outcome.value,) if told.outcome else (),
            "action": told.action,
            "other_medicines": told.other_medicines,
            "reporter": told.reporter,
            "reporter_profession": told.reporter_profession,
        }


_Control = TextField | TextArea | DateField | Segmented | ChoiceList


def _read(control: _Control) -> str | tuple[str, ...] | None:
    if isinstance(control, ChoiceList):
        return tuple(control.values)
    return control.value if isinstance(control, Segmented) else control.text


def _write(control: _Control, value: str | tuple[str, ...] | None) -> None:
    if isinstance(control, ChoiceList):
        control.set_values(value if isinstance(value, tuple) else ())
    elif isinstance(control, Segmented):
        control.set_value(value if isinstance(value, str) else None)
    else:
        control.set_text(value if isinstance(value, str) else "")
