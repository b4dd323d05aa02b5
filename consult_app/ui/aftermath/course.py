"""The course of an adverse event: what was known each time and who told it, the newest first."""

from __future__ import annotations

from functools import partial

from consult_app.domain.adverse_events import EventTold
from consult_app.errors import Refused
from consult_app.i18n import _, series
from consult_app.services import adverse_events
from consult_app.services.adverse_events import Telling
from consult_app.services.wording import day_words, moment_words
from consult_app.ui.aftermath.words import CAUSALITY, OUTCOME, SERIOUS, SEVERITY
from consult_app.ui.context import Context
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane


class CourseSection(Section):
    """What was known before the last telling, whole: nothing of it is ever written over."""

    def __init__(self, ctx: Context, event_id: int) -> None:
        super().__init__(_("What was known before"), _("It was told once so far."))
        self._ctx, self._id = ctx, event_id

    def read(self) -> None:
        """Read it anew."""
        job = partial(adverse_events.history, self._ctx.acting, self._id)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)

    def _show(self, told: tuple[Telling, ...]) -> None:
        self.show_lines([self._line(one) for one in reversed(told[:-1])])

    def _line(self, one: Telling) -> Line:
        when = moment_words(one.at, self._ctx.language)
        words = _("{moment}, told by {who}").format(moment=when, who=one.by)
        return Line(words, "\n".join(_known(one.told, self._ctx.language)))

    def _refused(self, _refusal: Refused) -> None:
        """The page that shows the event says why it cannot be read."""


def _known(told: EventTold, language: str) -> list[str]:
    """Each thing that was known then, a line each; what nobody had judged is said to be so."""
    serious = {True: _("Yes"), False: _("No"), None: _("Not judged yet")}[told.serious]
    named = (
        (_("In a few words"), told.title),
        (_("What happened"), told.description),
        (_("When it began"), day_words(told.began, language) if told.began else ""),
        (_("When it ended"), day_words(told.ended, language) if told.ended else ""),
        (_("Is it serious?"), serious),
        (_("What makes it serious"), series((_(SERIOUS[one]) for one in told.criteria), "; ")),
        (_("How strong it is"), _(SEVERITY[told.severity]) if told.severity else ""),
        (
            _("Was it caused by the treatment?"),
            _(CAUSALITY[told.causality]) if told.causality else _("Not judged yet"),
        ),
        (_("Why you judge it so"), told.causality_reason),
        (_("How it went on"), _(OUTCOME[told.outcome]) if told.outcome else ""),
        (_("What was done about it"), told.action),
        (_("Other medicines then"), told.other_medicines),
    )
    words = _("{what}: {answer}")
    return [words.format(what=what, answer=answer) for what, answer in named if answer]
