"""What the check says of the texts in one language: shown to the physician who approves them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.forms.model import say
from consult_app.i18n import _, mark, ngettext
from consult_app.packs.check import Report
from consult_app.services import clinic
from consult_app.ui.context import Context
from consult_app.ui.kit import Chip, Kind, Type, Verdict, WrapLabel, tokens
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.section import Line
from consult_app.ui.work import Lane

_OTHERS = {
    "consent.yaml": mark("Statements of the consent"),
    "rules.yaml": mark("Findings as they are told"),
    "regulatory.yaml": mark("Legal status"),
    "assessment.yaml": mark("Questions said aloud"),
}
"""What a part is called that is no sheet, by the end of its file's path."""
_WORDS = mark("Other words")


class CheckLine(QWidget):
    """A line with a button; under it, once asked for, facts, texts, grades and problems."""

    def __init__(self, ctx: Context, language: str, name: str) -> None:
        super().__init__()
        self._ctx, self._language, self._name = ctx, language, name
        self._found: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        line = Line(
            _("The check of these texts"),
            _("Facts told, words that promise too much, how easy each part is to read"),
        )
        self._button = line.add_button(_("Check"), "", self._turn)
        self._button.set_kind(Kind.QUIET)
        self._tell()
        self._column.addWidget(line)

    def _turn(self) -> None:
        if self._found is not None:
            self._found.setVisible(self._found.isHidden())
            self._tell()
            return
        self._button.set_busy(_("Checking"))
        job = partial(clinic.texts_report, self._ctx.acting, self._language)
        self._ctx.work.run(Lane.LONG, self, job, self._arrived, self._refused)

    def _arrived(self, found: Report) -> None:
        self._button.set_busy(None)
        self._found = _Found(found, self._ctx.language)
        self._column.addWidget(self._found)
        self._found.show()
        self._tell()

    def _refused(self, refused: Refused) -> None:
        self._button.set_busy(None)
        self._found = WrapLabel(messages.sentence(refused))
        self._column.addWidget(self._found)

    def _tell(self) -> None:
        shown = self._found is not None and not self._found.isHidden()
        self._button.set_label(_("Put away") if shown else _("Check"))
        words = _("Put the check away: {language}") if shown else _("Check the texts in {language}")
        self._button.setAccessibleName(words.format(language=self._name))


class _Found(QWidget):
    """The report: what was counted, what is wrong, then each part with its grade."""

    def __init__(self, found: Report, language: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, tokens.L, tokens.M)
        column.setSpacing(tokens.S)
        for row in found.languages:
            words = _("{told} facts told, {left} left out with a reason; {there} of {all} texts")
            column.addWidget(
                WrapLabel(
                    words.format(
                        told=found.told, left=found.left_out, there=row.there, all=row.needed
                    )
                )
            )
        n = len(found.problems)
        count = ngettext("{n} problem", "{n} problems", n).format(n=n)
        chip = (
            Chip(_("Nothing is wrong"), Verdict.CLEAR, icon="check")
            if found.clean
            else Chip(count, Verdict.STOP, icon="octagon-x")
        )
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeading)
        for problem in found.problems:
            column.addWidget(WrapLabel(f"{problem.where}: {problem.what}"))
        column.addLayout(_grades(found, language))


def _grades(found: Report, language: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(tokens.L)
    grid.setVerticalSpacing(tokens.XS)
    grid.setColumnStretch(0, 1)
    grades = [grade for row in found.languages for grade in row.grades]
    for at, grade in enumerate(grades):
        part = _part(found, grade.part, language)
        grid.addWidget(WrapLabel(part, Type.HINT, Token.QUIET), at, 0)
        grid.addWidget(WrapLabel(grade.words, Type.HINT, Token.QUIET), at, 1)
    return grid


def _part(found: Report, part: str, language: str) -> str:
    """The sheet and its part, or what else it is, as a person calls it."""
    file, _blank, key = part.partition(" ")
    for template in found.pack.templates.values():
        if template.file == file:
            return f"{template.title} · {key}" if key else template.title
    named = _(_OTHERS.get(file.rsplit("/", 1)[-1], _WORDS))
    titles = {i.link_id: say(i.text, language) for i in found.pack.questionnaire.items}
    return f"{named} · {titles[key]}" if key in titles else named
