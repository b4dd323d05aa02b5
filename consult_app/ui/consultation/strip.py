"""The strip at the side: how the patient stands now, why, and what is still open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.forms.model import Path
from consult_app.i18n import _
from consult_app.services.assessment import AssessmentState
from consult_app.services.finding_words import items_of
from consult_app.services.still_open import askable, open_questions
from consult_app.ui.consultation import strip_words
from consult_app.ui.kit import (
    Finding,
    FindingCard,
    OpenList,
    ScrollArea,
    Surface,
    VerdictBanner,
    tokens,
)

SHOWN = 8
"""Open questions that are listed before one asks for all of them."""


class Strip(Surface):
    """Redraws only what differs. `jumped(path)`: to a question; `acted(rule id, action)`."""

    jumped = Signal(str)
    acted = Signal(str, str)

    def __init__(self, language: str) -> None:
        super().__init__("leading")
        self._language = language
        self._all = False
        self._told = strip_words.Banner(None, "", "")
        self._state: AssessmentState | None = None
        self._cards: dict[str, FindingCard] = {}
        self._paths: dict[str, Path] = {}
        self.banner = VerdictBanner()
        self._rest = OpenList(_("Not yet answered"))
        self._rest.jumped.connect(self._jump)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setSpacing(tokens.L)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._rest)
        self._column.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        area = ScrollArea(inner)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # nothing jumps
        column.addWidget(area)
        self.setAccessibleName(_("Suitability"))
        self.restyled()

    def take_in(self, widget: QWidget) -> None:
        """Where the window is narrow: something else stands at the end of the strip."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def restyled(self) -> None:
        """The scroll bar keeps its room at the far side, whichever that is."""
        near, far = tokens.L, tokens.XS
        left, right = (far, near) if self.mirrored() else (near, far)
        self._column.setContentsMargins(left, tokens.XL, right, tokens.XL)

    def show_state(self, state: AssessmentState, *, editable: bool, acting: bool) -> None:
        """Show how it stands at this moment. Without `acting` the page itself offers what to do."""
        self._state = state
        goals = open_questions(state)
        told = strip_words.banner(state.suitability, len(goals))
        if told != self._told:
            self._told = told
            self.banner.show_verdict(told.verdict, told.title, told.sentence)
        self._show_rows(state, goals)
        found = strip_words.cards(
            state.suitability,
            items_of(state.form.items) if state.suitability.findings else {},
            self._language,
            editable=editable,
            acting=acting,
        )
        self._show_cards(found)
        self._paths = {
            f.rule.id: f.evidence[0].path for f in state.suitability.findings if f.evidence
        }

    def _show_rows(self, state: AssessmentState, goals: list[Path]) -> None:
        """The first open questions, and how many more there are."""
        listed = goals if self._all or len(goals) <= SHOWN + 1 else goals[:SHOWN]
        rows = strip_words.question_rows(state.form, listed, self._language)
        if len(listed) < len(goals):
            rows.append(("", strip_words.more_words(len(goals) - len(listed))))
        self._rest.set_rows(rows)

    def _show_cards(self, found: list[tuple[str, Finding]]) -> None:
        """A card stays as it is while its finding does; the order follows the gravity."""
        wanted = dict(found)
        for rule_id in [r for r, c in self._cards.items() if wanted.get(r) != c.finding]:
            card = self._cards.pop(rule_id)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (rule_id, finding) in enumerate(found, start=1):
            if rule_id not in self._cards:
                self._cards[rule_id] = self._card(rule_id, finding)
            card = self._cards[rule_id]
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)

    def _card(self, rule_id: str, finding: Finding) -> FindingCard:
        card = FindingCard(finding)
        card.opened.connect(lambda: self._open_answer(rule_id))
        card.acted.connect(lambda action: self.acted.emit(rule_id, action))
        return card

    def _open_answer(self, rule_id: str) -> None:
        if rule_id in self._paths and self._state is not None:
            self.jumped.emit(askable(self._state.form, self._paths[rule_id]))

    def _jump(self, path: Path) -> None:
        if path:
            self.jumped.emit(path)
        elif self._state is not None:
            self._all = True
            self._show_rows(self._state, open_questions(self._state))
