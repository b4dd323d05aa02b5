"""One question on the page: words, control, what is wrong, and what its answer brings up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from consult_app.forms.model import Coding, ItemType, Path, Value, say
from consult_app.forms.paths import parent
from consult_app.forms.state import Issue, ItemState
from consult_app.i18n import _
from consult_app.services.answer_words import value_words
from consult_app.services.assessment import AnswerConflict
from consult_app.ui.consultation.areas import AreaControl
from consult_app.ui.consultation.before import BeforeLine
from consult_app.ui.consultation.conflict import ConflictLine
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.issue_words import issue_words
from consult_app.ui.consultation.making import BODY_MAP, PRODUCT, control_for
from consult_app.ui.consultation.moment import Moment
from consult_app.ui.kit import AnswerRow, FieldFrame

if TYPE_CHECKING:
    from consult_app.ui.consultation.block import Block


class QuestionRow(QObject):
    """Keeps one question up to date; follow-ups are made when they first come up."""

    def __init__(
        self,
        desk: FormDesk,
        view: ItemState,
        make_block: Callable[[Path, str], Block],
        *,
        nested: bool,
    ) -> None:
        self._make_block = make_block
        self._desk, self.path, self.item = desk, view.path, view.item
        self.control = control_for(desk.ctx, view.item, desk.session.loaded)
        self._text = say(view.item.text, desk.language)
        self._help = say(view.item.help, desk.language) or self._no_products()
        typed = self.control.compact or view.item.type is ItemType.TEXT
        self.framed = nested and typed and not view.item.items
        self.widget = self._frame(nested)
        self.full = not (self.framed and self.control.compact)
        super().__init__(self.widget)
        self.widget.setFocusProxy(self.control.widget)
        self._view: ItemState | None = None
        self._now: tuple[object, ...] = ()
        self._blocks: dict[Path, Block] = {}
        self._conflict: ConflictLine | None = None
        self._before = self._make_before()
        self._stray = self._shown_error = ""
        self._asking = self._under = False
        self._once: dict[Value, Path] = {}
        desk.rows[self.widget] = self
        self.control.answered.connect(self._answered)
        self.control.passed.connect(lambda: desk.passed.emit(self.path))
        self.control.trouble.connect(self._trouble)
        if isinstance(self.control, AreaControl):
            self.control.sided.connect(self._sided)

    def _frame(self, nested: bool) -> AnswerRow | FieldFrame:
        control = self.control
        if self.framed:
            return FieldFrame(self._text, control.widget, help_text=self._help, lasting=True)
        row = AnswerRow(self._text, control.widget, help_text=self._help, wide=control.wide)
        row.set_nested(nested)
        return row

    def _make_before(self) -> BeforeLine | None:
        """Of a returning patient: the last answer, where it may be confirmed."""
        carried = self._desk.session.loaded.carried
        if not self.item.carry or self.path not in carried:
            return None
        if not isinstance(self.widget, AnswerRow):
            return None
        line = BeforeLine(self._desk, self.item, self.path)
        self.widget.add_follow_up(line)
        self.widget.set_follow_ups_visible(True)
        return line

    def confirm_last(self) -> None:
        """Answer as at the last visit, where the question allows it."""
        if self._before is not None:
            self._before.confirm()

    def _no_products(self) -> str:
        products = self._desk.session.loaded.products
        if self.item.widget != PRODUCT or any(p.active for p in products):
            return ""
        return _("There is no product yet: add one under Clinic.")

    def update(self, view: ItemState, moment: Moment) -> bool:
        """Show the moment; True where something came up that was not there before."""
        issues = moment.wrong.get(self.path, ())
        conflict = self._desk.conflicts.get(self.path)
        now = (view, issues, moment.editable, conflict)
        if now != self._now:
            self._now = now
            self._show(view, issues, editable=moment.editable)
            self._show_conflict(conflict)
        if self.item.widget == BODY_MAP and isinstance(self.control, AreaControl):
            self._draw_areas(self.control, moment)
        return bool(self.item.items) and self._follow(view, moment)

    def _show(self, view: ItemState, issues: tuple[Issue, ...], *, editable: bool) -> None:
        self._view = view
        self.control.show(view.answers)
        if self._before is not None:
            self._before.show_answer(answered=bool(view.answers), editable=editable)
        self.control.set_editable(editable)
        words = issue_words(issues[0], self.item, self._desk.language) if issues else ""
        self._show_error(words)

    def _follow(self, view: ItemState, moment: Moment) -> bool:
        fresh, any_shown = False, False
        places = view.places or (view.path,)
        for place in places:
            shown = bool(moment.shown(place))
            any_shown |= shown
            held = self._blocks.get(place)
            if held is None and shown:
                held = self._blocks[place] = self._make_block(place, self._caption(place))
                self._answer_row().add_follow_up(held)
                fresh = True
            if held is not None:
                held.setVisible(shown)
                fresh |= held.update_from(moment)
        for place, held in self._blocks.items():
            if place not in places:
                held.hide()
        under = any_shown or self._conflict is not None or self._before is not None
        if self._blocks and (fresh or under != self._under):
            self._under = under
            self._answer_row().set_follow_ups_visible(under)
        return fresh

    def _answer_row(self) -> AnswerRow:
        if not isinstance(self.widget, AnswerRow):
            raise TypeError(self.path)
        return self.widget

    def _caption(self, place: Path) -> str:
        """Which of several answers the follow-ups belong to."""
        value = self._desk.session.value(place)
        if not self.item.repeats or value is None:
            return ""
        return value_words(self.item, value, self._desk.language)

    def _answered(self, values: tuple[Value, ...]) -> None:
        changes = self._changes(values)
        if changes:
            self._desk.changed.emit(changes)

    def _changes(self, values: tuple[Value, ...]) -> dict[Path, Value | None]:
        """What differs from the answers there are, by path."""
        view = self._view
        if view is None:
            return {}
        if not self.item.repeats:
            value = values[0] if values else None
            held = view.answers[0] if view.answers else None
            return {} if value == held else {self.path: value}
        there = dict(zip(view.places, view.answers, strict=True))
        changes: dict[Path, Value | None] = {p: None for p, v in there.items() if v not in values}
        for value in values:
            if value not in there.values():
                changes[self._place_for(value, changes)] = value
        return changes

    def _place_for(self, value: Value, taken: dict[Path, Value | None]) -> Path:
        """Where an answer stood before, with the follow-ups it had; else a fresh place."""
        if value not in self._once:
            fresh = self._desk.session.next_occurrence(self.path)
            while fresh in taken:
                stem, number = fresh[: fresh.rindex("[")], int(fresh[fresh.rindex("[") + 1 : -1])
                fresh = f"{stem}[{number + 1}]"
            self._once[value] = fresh
        return self._once[value]

    def _trouble(self, sentence: str) -> None:
        self._stray = sentence
        self._show_error("")

    def _show_error(self, words: str) -> None:
        sentence = words or self._stray
        if sentence != self._shown_error:
            self._shown_error = sentence
            self.widget.set_error(sentence)

    def _show_conflict(self, conflict: AnswerConflict | None) -> None:
        if conflict is None and self._conflict is not None:
            self._conflict.deleteLater()
            self._conflict = None
        elif conflict is not None and self._conflict is None:
            self._conflict = ConflictLine(self._desk, self.item, conflict)
            if isinstance(self.widget, AnswerRow):
                self.widget.add_follow_up(self._conflict)
                self.widget.set_follow_ups_visible(True)
            else:
                self.widget.column.addWidget(self._conflict)

    def toggle_ask(self) -> None:
        """Show how to say the question to the patient, or put that away."""
        ask = say(self.item.ask, self._desk.spoken)
        if not ask:
            return
        self._asking = not self._asking
        said = _("“{sentence}”").format(sentence=ask) if self._asking else ""
        if isinstance(self.widget, AnswerRow):
            self.widget.set_said(said)
        else:
            self.widget.note.set_help(said or self._help)

    @property
    def can_ask(self) -> bool:
        """Whether the pack says how to put this to a patient."""
        return bool(self.item.ask)

    def stops(self) -> list[QWidget]:
        """Where Tab halts: the control, then what is under it."""
        under = [s for b in self._blocks.values() if not b.isHidden() for s in b.stops()]
        before = self._before
        confirm = [before.button] if before is not None and not before.button.isHidden() else []
        return [*self.control.stops(), *confirm, *under]

    def reach(self, path: Path) -> QuestionRow | None:
        """The row of a question: this one or one below it."""
        if path == self.path:
            return self
        found = (b.reach(path) for b in self._blocks.values())
        return next((row for row in found if row is not None), None)

    def _sided(self, side: str) -> None:
        """The drawing tells the side too: the question beside asks for it no more."""
        roles = self._desk.session.loaded.pack.roles
        beside = self._desk.session.state.form.at(f"{parent(self.path)}/{roles['site.side']}")
        option = next(
            (o for o in beside.item.options if _code(o.value) == side) if beside else iter(()), None
        )
        if beside is not None and (option is not None or not side):
            value = option.value if option else None
            held = beside.answers[0] if beside.answers else None
            if value != held and (value is not None or _code(held) in _SIDES):
                self._desk.changed.emit({beside.path: value})

    def _draw_areas(self, control: AreaControl, moment: Moment) -> None:
        side_item = self._desk.session.loaded.pack.roles["site.side"]
        marks = {}
        for view in moment.form.with_link_id(self.item.link_id):
            beside = moment.form.at(f"{parent(view.path)}/{side_item}")
            side = _code(beside.answers[0]) if beside and beside.answers else ""
            if view.answers:
                shown = side if side in _SIDES else ""
                marks[view.path] = (_code(view.answers[0]), shown)
        control.show_others([mark for path, mark in marks.items() if path != self.path])
        control.show_side(marks.get(self.path, ("", ""))[1])


_SIDES = frozenset({"left", "right", "both"})


def _code(value: Value | None) -> str:
    return value.code if isinstance(value, Coding) else ""
