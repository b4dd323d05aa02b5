"""One section of the form a page: questions on a card, quick answers above, the foot below."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consult_app.forms.model import Item, Path, say
from consult_app.ui.consultation import advance
from consult_app.ui.consultation.before import CONFIRM_KEYS
from consult_app.ui.consultation.block import SectionCard
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.foot import Foot
from consult_app.ui.consultation.moment import Moment, since
from consult_app.ui.consultation.quick import QuickLine
from consult_app.ui.kit import FormColumn, ScrollArea, Token, Type, WrapLabel, tokens


class SectionPage(QWidget):
    """`moved(step)`: -1 to the section before, 1 to the next."""

    moved = Signal(int)

    def __init__(self, desk: FormDesk, item: Item, moment: Moment) -> None:
        super().__init__()
        self._desk, self.section = desk, item.link_id
        self._moment, self._drawn = moment, False
        self._conflicts: frozenset[Path] = frozenset()
        self._questions: frozenset[Path] = frozenset()
        self._opened: frozenset[Path] = frozenset()
        self.quick = QuickLine(desk.session, item.link_id, desk.language)
        self._card = SectionCard(desk, item.link_id, self._chain)
        self._scroll = ScrollArea(self._column(item))
        self._scroll.installEventFilter(self)
        self._foot = Foot(self._scroll)
        QShortcut(QKeySequence(CONFIRM_KEYS), self).activated.connect(self._confirm)
        self._foot.back.connect(lambda: self.moved.emit(-1))
        self._foot.go_on.connect(lambda: self.moved.emit(1))
        self._foot.say.connect(self._say)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._foot)
        self.update_from(moment)

    def _column(self, item: Item) -> FormColumn:
        language = self._desk.language
        self._form = form = FormColumn(margin=tokens.XL)
        form.column.setSpacing(0)
        title = say(item.text, language)
        form.add(WrapLabel(title, Type.SECTION, semibold=True, heading=True))
        words = say(item.help, language)
        if words:
            form.add(WrapLabel(words, token=Token.QUIET), tokens.XS)
        form.add(self.quick, tokens.M)
        form.add(self._card, tokens.L)
        self.setAccessibleName(title)
        return form

    def offer_back(self, offered: bool) -> None:
        """Whether there is a step before this one."""
        self._foot.offer_back(offered)

    def update_from(self, moment: Moment) -> None:
        """Show the moment; only what differs is touched."""
        moment = since(self._moment if self._drawn else None, moment, self._also(moment))
        self._moment, self._drawn = moment, True
        now = frozenset(view.path for view in moment.questions(self.section))
        self._opened = now - self._questions if self._questions else frozenset()
        self._questions = now
        self.quick.refresh()
        self._card.update_from(moment)

    def _also(self, moment: Moment) -> frozenset[Path]:
        """Rows that show more than their own answer: two that differ, and drawings of all areas."""
        before, self._conflicts = self._conflicts, frozenset(self._desk.conflicts)
        areas = moment.form.with_link_id(self._desk.session.loaded.pack.roles["site.area"])
        return before | self._conflicts | {view.path for view in areas}

    def enter(self) -> None:
        """Stand at the first question that must be answered."""
        path = advance.first(self._moment, self.section)
        if path is None or not self._moment.editable:
            self._foot.next.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.go_to(path)

    def go_to(self, path: Path) -> None:
        """Put the keyboard on a question, opening what it lies in."""
        row = self._card.reach(path)
        if row is None:
            self._card.finish()
            row = self._card.reach(path)
        if row is None:
            return
        row.control.stops()[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.reveal(row.widget)

    def advance(self, path: Path) -> None:
        """The question at `path` is done: go to the next, or to the way on."""
        goal = advance.after(self._moment, self.section, path, self._opened, self._desk.folded)
        self._opened = frozenset()
        if goal is None:
            self._foot.next.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.go_to(goal)

    def flush(self) -> None:
        """Hand over what is half typed."""
        row = self._desk.row_at_focus()
        if row is not None and self.isAncestorOf(row.widget):
            row.control.flush()

    def focus_moved(self) -> None:
        """The keyboard stands at another question."""
        row = self._desk.row_at_focus()
        self._foot.offer_say(row is not None and row.can_ask)

    def put_above(self, widget: QWidget) -> None:
        """Something that stands under the title, above the questions."""
        at = self._form.column.indexOf(self.quick)
        self._form.column.insertWidget(at, widget)
        self._form.column.insertSpacing(at + 1, tokens.M)

    def _confirm(self) -> None:
        row = self._desk.row_at_focus()
        if row is not None:
            row.confirm_last()

    def _say(self) -> None:
        row = self._desk.row_at_focus()
        if row is not None:
            row.toggle_ask()

    def _chain(self, stops: list[QWidget]) -> None:
        """The Tab key goes as one reads; what came up later stands where it is seen."""
        for before, behind in pairwise(stops):
            QWidget.setTabOrder(before, behind)
        if stops and self._card.complete:
            self._foot.follow(self._card.last_stop())

    def chain(self) -> None:
        """A closed group was opened or closed: its questions are halts now, or no more."""
        self._chain(self._card.stops())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keys that no question took, before the scroll area does: Up, Down, question mark."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._walk(step)
        elif event.text() == "?":
            self._say()
        else:
            return False
        return True

    def _walk(self, step: int) -> None:
        stops = [*self._card.stops(), self._foot.next]
        focused = QApplication.focusWidget()
        at = next(
            (
                i
                for i, s in enumerate(stops)
                if focused and (s is focused or s.isAncestorOf(focused))
            ),
            None,
        )
        if at is None:
            return
        goal = stops[max(0, min(len(stops) - 1, at + step))]
        goal.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(goal, 0, tokens.XXXL)
