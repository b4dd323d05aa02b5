"""What the consent covers, and until when: the clinic's period, or a sooner day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from consult_app.i18n import _
from consult_app.services.consent_view import ConsentView
from consult_app.services.wording import day_words
from consult_app.ui.consent.talk import Talk
from consult_app.ui.context import Context
from consult_app.ui.kit import AnswerRow, DateField, Parsed
from consult_app.ui.reading import day_parser


class HoldsRow(AnswerRow):
    """Empty means the clinic's period; a later day is not taken."""

    def __init__(self, ctx: Context, talk: Talk, view: ConsentView) -> None:
        self._ctx, self._talk = ctx, talk
        self._latest = ctx.acting.today() + timedelta(days=view.loaded.settings.consent_days)
        chosen = talk.said.holds_until
        latest = day_words(self._latest, ctx.language)
        self._until = DateField(
            day_parser(ctx, future=True),
            chosen.isoformat() if chosen else "",
            placeholder=latest,
        )
        covers = _("It covers: {what}").format(what=view.covers)
        super().__init__(
            _("Until when does it hold?"),
            self._until,
            help_text=f"{covers}\n" + _("At most until {day}.").format(day=latest),
        )
        self._until.committed.connect(self._chose)

    def _chose(self, parsed: Parsed) -> None:
        day = parsed.value if isinstance(parsed.value, date) else None
        self.set_error("")
        if day is not None and day > self._latest:
            latest = day_words(self._latest, self._ctx.language)
            self.set_error(
                _("The clinic's period ends on {day}: enter that day or a sooner one.").format(
                    day=latest
                )
            )
        elif day is not None and day < self._ctx.acting.today():
            self.set_error(_("This day is over: enter today or a later one."))
        elif day is not None or not self._until.text:
            self._talk.say(replace(self._talk.said, holds_until=day))
