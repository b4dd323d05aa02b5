"""One press for several answers: *none of these* and *confirm unchanged*, and to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.forms.model import Path, Value
from consult_app.i18n import _, series
from consult_app.services.assessment import AssessmentSession
from consult_app.services.finding_words import item_words
from consult_app.services.wording import day_words
from consult_app.ui.kit import Button, Token, Type, WrapLabel, tokens


class QuickLine(QWidget):
    """The two buttons of a section, each with the questions it answers named beside it.

    `taken(values)`: the answers to give. A line that has nothing left to answer keeps its room.
    """

    taken = Signal(object)

    def __init__(self, session: AssessmentSession, section: str, language: str) -> None:
        super().__init__()
        self._session, self._section, self._language = session, section, language
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        self._carry = _Offer(_("Confirm unchanged"), "Ctrl+U")
        self._bulk = _Offer(_("None of these"), "Ctrl+N")
        for offer, paths in (
            (self._carry, session.carried_paths(section)),
            (self._bulk, session.bulk_paths(section)),
        ):
            column.addWidget(offer)
            offer.setVisible(bool(paths))
            offer.button.clicked.connect(lambda _checked=False, o=offer: self._take(o))

    def refresh(self) -> None:
        """Offer what can be offered now."""
        editable = self._session.editable
        since = self._session.loaded.carried_from
        names = self._names(self._session.carried_paths(self._section), editable)
        if names and since is not None:
            day = day_words(since, self._language, short=True)
            names = _("As on {day}: {names}").format(day=day, names=names)
        self._carry.offer(names)
        self._bulk.offer(self._names(self._session.bulk_paths(self._section), editable))

    def _names(self, paths: Iterable[Path], editable: bool) -> str:
        form = self._session.state.form
        views = [form.at(path) for path in paths] if editable else []
        return series((item_words(v.item, self._language) for v in views if v is not None), " · ")

    def _take(self, offer: _Offer) -> None:
        values: Mapping[Path, Value] = (
            self._session.bulk_paths(self._section)
            if offer is self._bulk
            else self._session.carried_paths(self._section)
        )
        if values:
            self.taken.emit(values)


class _Offer(QWidget):
    """A button, and beside it what it answers."""

    def __init__(self, words: str, shortcut: str) -> None:
        super().__init__()
        self.button = Button(words, shortcut=shortcut, strong=False)
        self._names = WrapLabel("", Type.HINT, Token.QUIET)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.M)
        line.addWidget(self.button)
        line.addWidget(self._names, 1)

    def offer(self, names: str) -> None:
        """Name the questions; with none the button rests, and nothing below it moves."""
        self.button.setEnabled(bool(names))
        self._names.set_text(names)
        if names:
            self.show()
