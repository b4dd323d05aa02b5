"""The choice of how large a paper is printed, the same wherever a paper is made or printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.documents import Edition, Kind
from consult_app.i18n import _
from consult_app.ui.kit import Segmented, Type, WrapLabel, tokens, with_keys
from consult_app.ui.kit.tokens import Token
from consult_app.ui.words import EDITION

FOR_COLLEAGUES = frozenset({Kind.SUMMARY, Kind.REFERRAL, Kind.ADVERSE_EVENT, Kind.SCORES})
"""Papers that no patient reads; what is registered for the patient is not about them."""


def edition_field() -> Segmented:
    """Ordinary or large, to be put into a form."""
    pairs = [(edition.value, _(words)) for edition, words in EDITION.items()]
    return Segmented(with_keys(pairs), name=_("Size of print"))


def labelled(words: str, field: QWidget) -> QWidget:
    """A short field under its quiet name."""
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.XS)
    column.addWidget(WrapLabel(words, Type.HINT, Token.QUIET))
    column.addWidget(field)
    return pair


class EditionChoice(QWidget):
    """Ordinary or large print under a quiet name; `chosen(Edition)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._field = edition_field()
        self._field.set_value(Edition.STANDARD.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(labelled(_("Size of print"), self._field))
        self._field.chosen.connect(self._tell)

    @property
    def edition(self) -> Edition:
        """What is chosen; ordinary print until something is."""
        return Edition(self._field.value or Edition.STANDARD)

    def set_edition(self, edition: Edition | None) -> None:
        """Show this one, or that papers differ with None; nothing is emitted."""
        self._field.set_value(edition.value if edition is not None else None)

    def _tell(self, value: str | None) -> None:
        if value is None:  # pressed again it stays what it was: a paper has a size
            self._field.set_value(Edition.STANDARD.value)
        self.chosen.emit(self.edition)
