"""A titled card of lines on a page about one patient: each line words, a chip, its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.i18n import _
from consult_app.ui.kit import Button, Card, Chip, Kind, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token


class Line(QWidget):
    """Words with quiet words under them, chips, and a button or two at the end."""

    def __init__(self, words: str, quiet: str = "", chips: tuple[Chip, ...] = ()) -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(20, tokens.M, tokens.L, tokens.M)
        self.row.setSpacing(tokens.M)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(WrapLabel(words))
        if quiet:
            texts.addWidget(WrapLabel(quiet, Type.HINT, Token.QUIET))
        self.row.addLayout(texts, 1)
        for chip in chips:
            self.row.addWidget(chip)
        self.setSizePolicy(tall_policy())

    def add_button(self, label: str, name: str, pressed: Callable[[], object]) -> Button:
        """A button whose accessible name says of what it is."""
        button = Button(label, Kind.SECONDARY, strong=False)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: pressed())
        self.row.addWidget(button)
        return button


class Section(QWidget):
    """A title and a card of lines; says so where there are none."""

    def __init__(self, title: str, nothing: str) -> None:
        super().__init__()
        self._card = Card()
        self._nothing = WrapLabel(nothing, token=Token.QUIET)
        self._lines: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S)
        column.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
        column.addWidget(self._nothing)
        column.addWidget(self._card)
        self.setSizePolicy(tall_policy())
        self._card.hide()

    def add_below(self, widget: QWidget) -> None:
        """Something under the card: a form for one more line."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """Replace the lines."""
        for line in self._lines:
            self._card.column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = list(lines)
        for line in lines:
            self._card.add(line)
        self._card.setVisible(bool(lines))
        self._nothing.setVisible(not lines)


class Facts(Card):
    """Short facts, two beside each other: the value under its quiet name."""

    def __init__(self) -> None:
        super().__init__(padding=tokens.XL)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.XL)
        self._grid.setVerticalSpacing(tokens.L)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """`facts` are (name, value); a value that is empty is shown as not recorded."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.deleteLater()
        for place, (name, value) in enumerate(facts):
            fact = QWidget()
            column = QVBoxLayout(fact)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(WrapLabel(name, Type.HINT, Token.QUIET))
            column.addWidget(WrapLabel(value or _("Not recorded")))
            self._grid.addWidget(fact, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
