"""Head and foot of a card of rows: they stand as far from its edge as the rows' own words do."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.kit import Button, FlowRow, Type, WrapLabel, tokens
from consult_app.ui.kit.base import tall_policy
from consult_app.ui.kit.tokens import Token

EDGE = 20
"""Pixels from the card's edge to words, as in an `AnswerRow`."""


def card_head(title: str, about: str = "") -> QWidget:
    """The title of a card, with a quiet line below it where there is one to say."""
    head = QWidget()
    column = QVBoxLayout(head)
    column.setContentsMargins(EDGE, tokens.L, EDGE, tokens.M)
    column.setSpacing(tokens.XS)
    column.addWidget(WrapLabel(title, Type.QUESTION, semibold=True, heading=True))
    if about:
        column.addWidget(WrapLabel(about, Type.HINT, Token.QUIET))
    head.setSizePolicy(tall_policy())
    return head


def card_foot(*buttons: Button) -> QWidget:
    """The buttons of a card, at its end; they wrap where there is no room."""
    foot = QWidget()
    column = QVBoxLayout(foot)
    column.setContentsMargins(EDGE, tokens.M, EDGE, tokens.L)
    line = FlowRow(at_end=True)
    for button in buttons:
        line.add(button)
    column.addWidget(line)
    foot.setSizePolicy(tall_policy())
    return foot
