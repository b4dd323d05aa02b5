"""Two editions of the texts side by side: what changed, word by word."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.errors import Refused
from consult_app.i18n import _, ngettext
from consult_app.services import editions
from consult_app.services.editions import SHIPPED, Changed, Edition
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Card,
    ComparedText,
    FieldFrame,
    Kind,
    PickField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.clinic.pieces import edition_names, part_name
from consult_app.ui.pages.section import Line
from consult_app.ui.work import Lane

MOST = 100
"""Pieces that are shown at once."""


class ComparePanel(QWidget):
    """Two editions are picked; every piece that is not the same stands below."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx, self._language = ctx, ""
        self._keys: list[str] = []
        self._old, self._new = PickField([]), PickField([])
        for field in (self._old, self._new):
            field.picked.connect(lambda _value, _text: self._compare())
        self._count = WrapLabel("", token=Token.QUIET)
        self._card = Card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        title = _("What changed from one version to another")
        column.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
        both = QGridLayout()
        both.setHorizontalSpacing(tokens.L)
        both.addWidget(FieldFrame(_("From"), self._old, keeps_space=False), 0, 0)
        both.addWidget(FieldFrame(_("To"), self._new, keeps_space=False), 0, 1)
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        column.addLayout(both)
        column.addWidget(self._count)
        column.addWidget(self._card)
        self._card.hide()
        self.setSizePolicy(tall_policy())

    def show_language(self, language: str) -> None:
        """Read which editions there are of a language."""
        self._language = language
        job = partial(editions.every, self._ctx.acting, language)
        self._ctx.work.run(Lane.READ, self, job, partial(self._arrived, language), self._refused)

    def _arrived(self, language: str, every: tuple[Edition, ...]) -> None:
        if language != self._language:
            return
        self.setVisible(len(every) > 1)
        names = edition_names(every, self._ctx.language)
        keys = [one.key for one in every]
        same, self._keys = keys == self._keys, keys
        for field, usual in ((self._old, keys[1:2] or [SHIPPED]), (self._new, keys[:1])):
            kept = field.value
            field.set_options(names)
            field.set_value(kept if same and kept in keys else usual[0])
        self._show([], "")

    def compare_with(self, key: str) -> None:
        """What this edition changed against the one before it."""
        if key in self._keys[:-1]:
            self._new.set_value(key)
            self._old.set_value(self._keys[self._keys.index(key) + 1])
            self._compare()
            self._old.setFocus()

    def _compare(self) -> None:
        old, new = self._old.value, self._new.value
        if old is None or new is None:
            return
        job = partial(editions.differences, self._ctx.acting, self._language, old, new)
        self._count.set_text(_("Comparing"))
        self._ctx.work.run(Lane.LONG, self, job, self._found, self._refused)

    def _found(self, found: tuple[Changed, ...]) -> None:
        words = ngettext("{n} piece is not the same", "{n} pieces are not the same", len(found))
        count = words.format(n=len(found)) if found else _("Both say the same.")
        if len(found) > MOST:
            count += " · " + _("the first {n} are shown").format(n=MOST)
        self._show(list(found[:MOST]), count)

    def _show(self, found: list[Changed], count: str) -> None:
        self._count.set_text(count)
        while self._card.column.count():
            item = self._card.column.takeAt(0)
            line = item.widget() if item is not None else None
            if line is not None:
                line.hide()
                line.deleteLater()
        for one in found:
            self._card.add(changed_line(one))
        self._card.setVisible(bool(found))

    def _refused(self, refused: Refused) -> None:
        self._show([], messages.sentence(refused))


class NewsLine(QWidget):
    """A line with a button; under it, once asked for, what the next approval would change."""

    def __init__(self, ctx: Context, language: str, name: str) -> None:
        super().__init__()
        self._ctx, self._language = ctx, language
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        line = Line(
            _("What is new in these texts"),
            _("Against what was approved last, which is in use until these are approved"),
        )
        called = _("Show what is new in {language}").format(language=name)
        self._button = line.add_button(_("Show"), called, self._turn)
        self._button.set_kind(Kind.QUIET)
        self._column.addWidget(line)

    def _turn(self) -> None:
        self._button.set_busy(_("Comparing"))
        job = partial(editions.news, self._ctx.acting, self._language)
        self._ctx.work.run(Lane.LONG, self, job, self._arrived, self._refused)

    def _arrived(self, found: tuple[Changed, ...]) -> None:
        self._button.set_busy(None)
        self._button.hide()
        for one in found[:MOST]:
            self._column.addWidget(changed_line(one))
        if not found:
            self._column.addWidget(_quiet(_("Nothing that is read differs.")))
        elif len(found) > MOST:
            self._column.addWidget(_quiet(_("The first {n} are shown.").format(n=MOST)))

    def _refused(self, refused: Refused) -> None:
        self._button.set_busy(None)
        self._column.addWidget(_quiet(messages.sentence(refused)))


def _quiet(words: str) -> QWidget:
    label = WrapLabel(words, Type.HINT, Token.QUIET)
    label.setContentsMargins(20, 0, tokens.L, tokens.M)
    return label


def changed_line(one: Changed) -> QWidget:
    """One piece that is not the same: what it is, and its words."""
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(20, tokens.M, tokens.L, tokens.M)
    column.setSpacing(tokens.XS)
    named = f"{part_name(one.place)} · {one.name}" if one.name else part_name(one.place)
    column.addWidget(WrapLabel(named, Type.HINT, Token.QUIET))
    column.addWidget(ComparedText(one.runs))
    line.setSizePolicy(tall_policy())
    return line
