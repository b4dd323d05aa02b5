"""A form as it was scanned: whose it is, which pages are there, what is to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.scanning import ScanPage, Standing
from consult_app.i18n import _
from consult_app.services.forms_out import Open
from consult_app.services.scans import Known
from consult_app.ui.kit import (
    Button,
    Chip,
    FieldFrame,
    FlowRow,
    Kind,
    PickField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token
from consult_app.ui.scan import words


class PileRow(QWidget):
    """`looked(ScanPage)`: show this page. `whose` is the consultation chosen for a blank form."""

    looked = Signal(object)
    changed = Signal()

    def __init__(self, known: Known, open_: Sequence[tuple[Open, str]], whose: int = 0) -> None:
        super().__init__()
        self.known = known
        self.whose = whose
        column = QVBoxLayout(self)
        column.setContentsMargins(20, tokens.M, tokens.L, tokens.M)
        column.setSpacing(tokens.S)
        head = QHBoxLayout()
        head.setSpacing(tokens.M)
        title = WrapLabel(words.title(known), semibold=True)
        head.addWidget(title, 1)
        verdict, said = words.verdict(known.pile)
        head.addWidget(Chip(said, verdict), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(WrapLabel(words.about(known), Type.HINT, Token.QUIET))
        if detail := words.detail(known.pile):
            column.addWidget(WrapLabel(detail, token=verdict.ink))
        column.addWidget(self._tiles())
        if known.pile.form.standing is Standing.BLANK and known.pile.complete:
            column.addWidget(self._owner(open_))
        self.setSizePolicy(tall_policy())

    @property
    def ready(self) -> bool:
        """Whether it can be filed now."""
        pile = self.known.pile
        return pile.complete and (pile.form.standing is Standing.OUT or bool(self.whose))

    def _tiles(self) -> QWidget:
        """A button for each page that is there."""
        line = FlowRow(tokens.S)
        for page in self.known.pile.pages:
            button = Button(str(page.page), strong=False)
            button.setAccessibleName(words.page_name(self.known, page))
            button.clicked.connect(partial(self.looked.emit, page))
            line.add(button)
        return line

    def _owner(self, open_: Sequence[tuple[Open, str]]) -> QWidget:
        field = PickField(
            [(str(one.consultation_id), said) for one, said in open_],
            placeholder=_("Type a name"),
        )
        if any(one.consultation_id == self.whose for one, _said in open_):
            field.set_value(str(self.whose))
        field.picked.connect(self._picked)
        field.unknown.connect(lambda _text: self._picked(None, ""))
        return FieldFrame(_("Whose consent is this?"), field, keeps_space=False)

    def _picked(self, value: str | None, _text: str) -> None:
        self.whose = int(value) if value else 0
        self.changed.emit()


class PageRow(QWidget):
    """A page on its own: not recognised, or set aside."""

    looked = Signal(object)

    def __init__(self, page: ScanPage, said: str) -> None:
        super().__init__()
        name = words.scanned_as(page)
        line = QHBoxLayout(self)
        line.setContentsMargins(20, tokens.S, tokens.L, tokens.S)
        line.setSpacing(tokens.M)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(WrapLabel(name))
        texts.addWidget(WrapLabel(said, Type.HINT, Token.QUIET))
        line.addLayout(texts, 1)
        look = Button(_("Look at it"), Kind.SECONDARY, strong=False)
        look.setAccessibleName(_("Look at: {page}").format(page=name))
        look.clicked.connect(partial(self.looked.emit, page))
        line.addWidget(look)
        self.setSizePolicy(tall_policy())
