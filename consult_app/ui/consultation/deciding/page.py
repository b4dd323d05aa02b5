"""The decision page: every finding, what stands in the way, the decision or what was decided."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import State
from consult_app.domain.decision import Choice, Decision
from consult_app.domain.documents import Kind as Document
from consult_app.domain.people import User
from consult_app.domain.suitability import Finding
from consult_app.i18n import _
from consult_app.services.assessment import AssessmentSession
from consult_app.services.finding_words import items_of
from consult_app.ui.consultation.deciding.choice_card import ChoiceCard
from consult_app.ui.consultation.deciding.decided import DecidedView, EarlierCard
from consult_app.ui.consultation.deciding.obstacle_words import RULE, obstacle_rows
from consult_app.ui.consultation.deciding.panel import FindingPanel
from consult_app.ui.consultation.foot import Foot
from consult_app.ui.context import Context
from consult_app.ui.kit import Card, FormColumn, OpenList, ScrollArea, Type, WrapLabel, tokens


class DecisionPage(QWidget):
    """Shows and asks; the consultation page does what it asks for.

    `jumped(path)`, `decided(NewDecision)`, `evaluated(NewEvaluation)`, `reasoned(NewRationale)`,
    `letter(kind, edition or None)` is to be made, `shown(document id)`, `moved(move, reason)`,
    `went(step)`: -1 back, 1 on.
    """

    jumped = Signal(str)
    decided = Signal(object)
    evaluated = Signal(object)
    reasoned = Signal(object)
    letter = Signal(object, object)
    shown = Signal(int)
    moved = Signal(object, str)
    went = Signal(int)

    def __init__(
        self,
        ctx: Context,
        session: AssessmentSession,
        physicians: tuple[User, ...],
        reasons: Mapping[str, tuple[str, ...]],
    ) -> None:
        super().__init__()
        self._reasons = reasons
        self._ctx, self._session, self._physicians = ctx, session, physicians
        self._panels: dict[str, FindingPanel] = {}
        self._shown: dict[str, Finding] = {}
        self._view: DecidedView | None = None
        self._earlier: EarlierCard | None = None
        self._earlier_shown: tuple[Decision, ...] = ()
        self._findings = Card()
        self._obstacles = OpenList(_("In the way of going on"))
        self._obstacles.jumped.connect(self._jump)
        self.choice = ChoiceCard(ctx)
        self.choice.decided.connect(self.decided)
        self._form = FormColumn(margin=tokens.XL)
        self._form.add(WrapLabel(_("Decision"), Type.SECTION, semibold=True, heading=True))
        self._holder = QWidget()
        self._held = QVBoxLayout(self._holder)
        self._held.setContentsMargins(0, 0, 0, 0)
        for part in (self._holder, self._findings, self._obstacles, self.choice):
            self._form.add(part)
        self._scroll = ScrollArea(self._form)
        self._foot = Foot(self._scroll)
        self._foot.offer_say(False)
        self._foot.put_instead(self.choice.decide)
        self._foot.back.connect(lambda: self.went.emit(-1))
        self._foot.go_on.connect(lambda: self.went.emit(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        self.setAccessibleName(_("Decision"))

    def update_state(self, history: tuple[Decision, ...], names: Mapping[int, str]) -> None:
        """Draw how it stands; a form someone is typing in stays as it is."""
        state, editable = self._session.state, self._session.editable
        self._show_findings()
        rows = obstacle_rows(
            state.obstacles if editable else (),
            self._session.loaded.pack.rules,
            state.form,
            self._ctx.language,
        )
        self._obstacles.set_rows(rows)
        self.choice.setVisible(editable)
        self.choice.decide.setVisible(editable)
        self.choice.show_state(state)
        self._show_decided(None if editable else self._session.loaded.decision, history, names)

    def _show_findings(self) -> None:
        found = {f.rule.id: f for f in self._session.state.suitability.findings}
        items = items_of(self._session.state.form.items)
        editable = self._session.editable
        for rule_id, panel in list(self._panels.items()):
            if self._shown.get(rule_id) != found.get(rule_id) or not editable:
                del self._panels[rule_id]
                self._findings.column.removeWidget(panel)
                panel.hide()
                panel.deleteLater()
        for place, (rule_id, finding) in enumerate(found.items()):
            if rule_id not in self._panels:
                panel = FindingPanel(
                    self._ctx,
                    finding,
                    items,
                    self._physicians,
                    self._reasons.get(rule_id, ()),
                    editable=editable,
                    acting=self._session.loaded.consultation.state is not State.IN_ERROR,
                )
                panel.evaluated.connect(self.evaluated)
                panel.reasoned.connect(self.reasoned)
                panel.letter.connect(lambda: self.letter.emit(Document.REFERRAL, None))
                panel.shown.connect(self.shown)
                self._panels[rule_id] = panel
            self._findings.insert(place, self._panels[rule_id])
        self._shown = found
        self._findings.setVisible(bool(found))

    def _show_decided(
        self, decision: Decision | None, history: tuple[Decision, ...], names: Mapping[int, str]
    ) -> None:
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = None
        proceeds = decision is not None and decision.record.choice is Choice.PROCEED
        self._foot.next.setVisible(proceeds)
        self._holder.setVisible(decision is not None)
        self._show_earlier(history if decision is None else (), names)
        if decision is None:
            return
        earlier = tuple(d for d in history if d.id != decision.id)
        view = DecidedView(self._session, decision, earlier, names, self._ctx.language)
        view.letter.connect(self.letter)
        view.moved.connect(self.moved)
        consultation_id = self._session.loaded.consultation.id
        view.explained.connect(lambda: self._ctx.go.why.emit(consultation_id))
        self._view = view
        self._held.addWidget(view)

    def _show_earlier(self, earlier: tuple[Decision, ...], names: Mapping[int, str]) -> None:
        """Of a reopened consultation: what was decided stands under the new choice."""
        if earlier == self._earlier_shown:
            return
        self._earlier_shown = earlier
        if self._earlier is not None:
            self._earlier.hide()
            self._earlier.deleteLater()
            self._earlier = None
        if earlier:
            self._earlier = EarlierCard(earlier, names, self._ctx.language)
            self._form.add(self._earlier)

    def enter(self) -> None:
        """The keyboard stands at what is to be done next."""
        if not self._foot.next.isHidden():
            self._foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._view is not None:
            self._view.enter()
            return
        unsettled = [p for p in self._panels.values() if not p.finding.settled]
        if unsettled:
            unsettled[0].first_stop().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choice.enter()

    def settle(self, rule_id: str, action: str) -> None:
        """Open what settles a finding, and go there."""
        panel = self._panels.get(rule_id)
        if panel is not None:
            panel.act(action)
            self._scroll.reveal(panel)

    def refuse(self, sentence: str, rule_id: str = "") -> None:
        """Say why something was not done, where it was asked for."""
        panel = self._panels.get(rule_id)
        if panel is not None:
            panel.refuse(sentence)
        elif self._view is not None:
            self._view.refuse(sentence)
        else:
            self.choice.refuse(sentence)

    def _jump(self, goal: str) -> None:
        if not goal.startswith(RULE):
            self.jumped.emit(goal)
            return
        panel = self._panels.get(goal.removeprefix(RULE))
        if panel is not None:
            panel.settle()
            self._scroll.reveal(panel)
