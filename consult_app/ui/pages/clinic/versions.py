"""Every version of the clinic's own words in a language, and what one changed against another."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.errors import Refused
from consult_app.i18n import _, ngettext, series
from consult_app.services import own_words
from consult_app.services.own_words import Past
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import Chip, Kind, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.pages.clinic.compare import ComparePanel
from consult_app.ui.pages.clinic.version_head import STATE
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.work import Lane


class VersionsPanel(QWidget):
    """The list of versions, the newest first; a press on one shows what it changed."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._past = Section(_("Versions"), _("The shipped words are in use; none was changed."))
        self._compare = ComparePanel(ctx)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XL)
        column.addWidget(self._past)
        column.addWidget(self._compare)
        self.setSizePolicy(tall_policy())

    def show_language(self, language: str) -> None:
        """Read the versions of a language, or of what holds in all of them."""
        job = partial(own_words.history, self._ctx.acting, language)
        self._ctx.work.run(Lane.READ, self, job, self._show, self._refused)
        self._compare.show_language(language)

    def _show(self, past: tuple[Past, ...]) -> None:
        self._past.show_lines([self._line(one) for one in past])

    def _refused(self, _refused: Refused) -> None:
        self._past.show_lines([])

    def _line(self, one: Past) -> QWidget:
        version, (state, verdict) = one.version, STATE[one.version.state]
        parts = [_("by {name}").format(name=one.author)]
        if version.decided_at is not None:
            day = day_words(version.decided_at.astimezone().date(), self._ctx.language)
            parts.append(_("{name}, {moment}").format(name=one.decided_by, moment=day))
        count = len(version.changes)
        parts.append(ngettext("{n} piece changed", "{n} pieces changed", count).format(n=count))
        if one.documents:
            used = ngettext("{n} document", "{n} documents", one.documents)
            parts.append(used.format(n=one.documents))
        title = _("Version {version}").format(version=version.number)
        line = Line(title, series(parts, " · "), (Chip(_(state), verdict),))
        name = _("What changed in version {version}").format(version=version.number)
        pressed = partial(self._compare.compare_with, str(version.id))
        line.add_button(_("What changed"), name, pressed).set_kind(Kind.QUIET)
        return line
