"""A patient comes or calls though nobody had planned it: the same questions, kept as of today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from consult_app.domain.adverse_events import AdverseEvent
from consult_app.domain.follow_ups import Contact
from consult_app.forms.model import Path, Value
from consult_app.i18n import _
from consult_app.services import follow_ups
from consult_app.services.follow_ups import FollowUpView
from consult_app.ui.aftermath.follow_up import FollowUpPage


class CallPage(FollowUpPage):
    """`about` is the treatment after which the patient speaks; nothing is planned or given up."""

    def _named(self, day: str) -> str:
        return _("The patient came or called on {day}").format(day=day)

    def _reading(self) -> Callable[[], FollowUpView]:
        return partial(follow_ups.to_hear, self._ctx.acting, self._id)

    def _storing(
        self, answers: Mapping[Path, Value], way: Contact
    ) -> Callable[[], AdverseEvent | None]:
        return partial(follow_ups.hear, self._ctx.acting, self._id, answers, way)
