"""The card of a returning patient: the last visit in a few lines, and what is different today."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal

from consult_app.forms.model import Path
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import AssessmentSession
from consult_app.services.finding_words import item_words
from consult_app.services.record_words import choice_words
from consult_app.services.since import SinceLast
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Button, Card, FlowRow, Kind, OpenList, Token, Type, WrapLabel, tokens

_FIELDS = {
    "family_name": mark("family name"),
    "given_name": mark("given name"),
    "birth_date": mark("date of birth"),
    "sex": mark("sex"),
    "language": mark("language"),
    "phone": mark("phone"),
    "email": mark("email"),
    "address": mark("address"),
}


class SinceCard(Card):
    """`jumped(path)`: to a question that is answered otherwise than last time."""

    jumped = Signal(str)

    def __init__(self, ctx: Context, since: SinceLast) -> None:
        super().__init__(padding=tokens.L)
        self.column.setSpacing(tokens.XS)
        language = ctx.language
        title = _("Since the last visit, {day}").format(day=day_words(since.day, language))
        self.setAccessibleName(title)
        head = FlowRow(tokens.M)
        head.add(WrapLabel(title, semibold=True, heading=True))
        opened = Button(_("Open that visit"), Kind.LINK)
        opened.clicked.connect(partial(ctx.go.consultation.emit, since.consultation_id))
        head.add(opened)
        self.add(head)
        for words in told(since, language):
            self.add(WrapLabel(words, Type.HINT, Token.QUIET))
        self._changes = OpenList(_("Answered otherwise than last time"))
        self._changes.jumped.connect(self.jumped)
        self.add(self._changes)

    def show_changes(self, session: AssessmentSession, language: str) -> None:
        """What differs now; the list grows while one answers."""
        self._changes.set_rows(changed(session, language))


def told(since: SinceLast, language: str) -> list[str]:
    """The last visit and what was recorded after it, a line each."""
    decision = since.decision.record
    words = choice_words(decision.choice)
    if decision.until is not None:
        until = day_words(decision.until, language)
        words = _("{decision}, until {day}").format(decision=words, day=until)
    lines = [_("Decided then: {decision}").format(decision=words)]
    for treatment in since.treatments:
        day = day_words(treatment.at.astimezone().date(), language)
        line = _("Treated on {day}: {place}").format(day=day, place=treatment.record.where)
        reaction = treatment.record.reaction
        lines.append(f"{line} · {reaction}" if reaction else line)
    if since.notes:
        words = ngettext("{n} note added since", "{n} notes added since", since.notes)
        lines.append(words.format(n=since.notes))
    if since.registered:
        names = series(_(_FIELDS[name]) for name in since.registered)
        lines.append(_("Registered anew: {fields}").format(fields=names))
    if since.newer_texts:
        lines.append(_("The questions and rules are a newer version than then."))
    return lines


def changed(session: AssessmentSession, language: str) -> list[tuple[Path, str]]:
    """(where, `Smoking: Yes, now (was Never)`) of each answer that is another than last time."""
    rows = []
    for path in session.changed_since_last():
        view, value = session.state.form.at(path), session.value(path)
        if view is None or value is None:
            continue
        rows.append(
            (
                path,
                _("{question}: {now} (was {then})").format(
                    question=item_words(view.item, language),
                    now=value_words(view.item, value, language),
                    then=value_words(view.item, session.loaded.carried[path], language),
                ),
            )
        )
    return rows
