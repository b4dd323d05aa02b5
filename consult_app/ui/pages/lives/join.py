"""Two records side by side: which number is kept, and each fact as one of the two has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from consult_app import messages
from consult_app.domain.patients import NewPatient, Patient
from consult_app.errors import Refused
from consult_app.i18n import _, mark, ngettext, series
from consult_app.services import merging, patients
from consult_app.services.merging import Side
from consult_app.services.wording import day_words
from consult_app.ui.context import Context
from consult_app.ui.kit import (
    Button,
    Card,
    Choice,
    ChoiceList,
    FieldFrame,
    FormColumn,
    InlineError,
    Kind,
    ScrollArea,
    TextField,
    Type,
    WrapLabel,
    tokens,
)
from consult_app.ui.kit.tokens import Token
from consult_app.ui.pages.head import PAGE_WIDTH, PageHead, at_the_end
from consult_app.ui.pages.section import Line, Section
from consult_app.ui.words import EDITION, SEX, language_name, number_words, patient_facts
from consult_app.ui.work import Lane

T = TypeVar("T")
FACTS = {
    "given_name": mark("Given name"),
    "family_name": mark("Family name"),
    "birth_date": mark("Date of birth"),
    "sex": mark("Sex"),
    "language": mark("Language"),
    "edition": mark("Size of print"),
    "phone": mark("Phone"),
    "email": mark("Email"),
    "address": mark("Address"),
}
_LEFT, _RIGHT = "left", "right"


class JoinPage(QWidget):
    """`pair`: the ids of both records; 0 for the second while it is still to be found."""

    def __init__(self, ctx: Context, pair: tuple[int, int]) -> None:
        super().__init__()
        self._ctx, (self._id, self._other) = ctx, pair
        self._sides: tuple[Side, Side] | None = None
        self._picks: dict[str, ChoiceList] = {}
        self._head = PageHead(
            _("Join two records of one person"),
            _("Consultations and papers stay under the number they were signed with."),
        )
        self._back = self._head.add_action(Button(_("Back to the patient"), strong=False))
        self._search = TextField()
        self._finder = FieldFrame(
            _("Find the other record"),
            self._search,
            help_text=_("By name or record number, then Enter"),
        )
        self._found = Section(_("Which one is it?"), _("Nobody found yet."))
        self._kept = ChoiceList((), name=_("Which number is kept"))
        self._facts = Card(padding=tokens.XL)
        self._grid = QGridLayout()
        self._join = Button(_("Join the two records"), Kind.PRIMARY)
        self._sure = Button(_("Yes, they are one person"), Kind.PRIMARY)
        self._error = InlineError()
        self._lay_out()
        self._connect()

    def enter(self) -> None:
        """Read both sides, or ask for the second."""
        if self._other:
            self._compare(self._other)
        else:
            self._search.setFocus()

    def _lay_out(self) -> None:
        self._grid.setHorizontalSpacing(tokens.XL)
        self._grid.setVerticalSpacing(tokens.M)
        self._grid.setColumnStretch(1, 1)
        self._facts.column.addLayout(self._grid)
        self._foot = at_the_end(self._join, self._sure)
        column = FormColumn(width=PAGE_WIDTH)
        for part in (self._head, self._finder, self._found, self._facts, self._error, self._foot):
            column.add(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollArea(column)
        whole.addWidget(self._scroll)
        self._finder.setVisible(not self._other)
        self._found.setVisible(not self._other)
        for hidden in (self._facts, self._foot, self._sure):
            hidden.hide()

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self._ctx.go.patient.emit(self._id))
        self._search.edit.returnPressed.connect(self._look)
        self._join.clicked.connect(self._ask)
        self._sure.clicked.connect(self._merge)

    def _look(self) -> None:
        self._error.set_error("")
        job = partial(patients.search, self._ctx.acting, self._search.text)
        self._run(Lane.READ, job, self._show_found)

    def _show_found(self, found: tuple[Patient, ...]) -> None:
        lines = []
        for one in found[:10]:
            if one.id == self._id:
                continue
            facts = patient_facts(one, self._ctx.acting.today(), self._ctx.language)
            line = Line(one.name, facts)
            name = _("Compare with record {number}").format(number=one.record_number)
            line.add_button(_("Compare"), name, partial(self._compare, one.id))
            lines.append(line)
        self._found.show_lines(lines)

    def _compare(self, other_id: int) -> None:
        job = partial(merging.compare, self._ctx.acting, self._id, other_id)
        self._run(Lane.WRITE, job, self._show)

    def _show(self, sides: tuple[Side, Side]) -> None:
        self._sides = sides
        self._finder.hide()
        self._found.hide()
        self._clear()
        row = self._add_row(0, _("Which number is kept"), self._number_choice(sides))
        for name, words in FACTS.items():
            row = self._add_row(row, _(words), self._fact(name, _(words), sides))
        self._facts.show()
        self._foot.show()
        self._calm()
        self._kept.setFocus()

    def _clear(self) -> None:
        self._picks.clear()
        while self._grid.count():
            item = self._grid.takeAt(0)
            shown = item.widget() if item is not None else None
            if shown is not None:
                shown.deleteLater()

    def _add_row(self, row: int, words: str, control: QWidget) -> int:
        label = QWidget()
        column = QVBoxLayout(label)
        chosen = isinstance(control, ChoiceList)
        column.setContentsMargins(0, tokens.S if chosen else 0, 0, 0)  # on a line with its words
        column.addWidget(WrapLabel(words, Type.BODY, Token.QUIET))
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(control, row, 1)
        return row + 1

    def _number_choice(self, sides: tuple[Side, Side]) -> ChoiceList:
        words = [f"{number_words(s.patient)}: {_held(s)}" for s in sides]
        self._kept = _either(words, _("Which number is kept"))
        self._kept.set_values((_LEFT,))
        self._kept.chosen.connect(lambda _values: self._calm())
        return self._kept

    def _fact(self, name: str, words: str, sides: tuple[Side, Side]) -> QWidget:
        """The fact that both have, or both to choose from."""
        both = [getattr(side.patient, name) for side in sides]
        said = [self._words(name, value) for value in both]
        if both[0] == both[1]:
            return WrapLabel(said[0])
        pick = _either(said, words)
        if not all(both):  # where only one of the two knows it, that one is meant
            pick.set_values((_LEFT if both[0] else _RIGHT,))
        pick.chosen.connect(lambda _values: self._calm())
        self._picks[name] = pick
        return pick

    def _words(self, name: str, value: object) -> str:
        language = self._ctx.language
        match name:
            case "birth_date":
                return day_words(value, language)  # type: ignore[arg-type]  # the field's type
            case "sex":
                return _(SEX[value])  # type: ignore[index]  # the field's type
            case "edition":
                return _(EDITION[value])  # type: ignore[index]  # the field's type
            case "language":
                return language_name(str(value), language)
            case _:
                return str(value) or _("Not recorded")

    def _calm(self) -> None:
        self._sure.hide()
        self._join.show()

    def _ask(self) -> None:
        open_facts = [_(FACTS[name]) for name, pick in self._picks.items() if not pick.values]
        if open_facts:
            words = _("Choose which one is right: {facts}.").format(facts=series(open_facts))
            self._error.set_error(words)
            return
        self._error.set_error("")
        self._join.hide()
        self._sure.show()
        self._sure.setFocus()  # it can be taken back

    def _merge(self) -> None:
        if self._sides is None:
            return
        left, right = (side.patient for side in self._sides)
        kept, other = (left, right) if self._kept.values == (_LEFT,) else (right, left)
        chosen = self._chosen(left, right)
        job = partial(merging.merge, self._ctx.acting, kept, other, chosen)
        self._run(Lane.WRITE, job, self._merged)

    def _chosen(self, left: Patient, right: Patient) -> NewPatient:
        right_facts = {
            name: getattr(right, name)
            for name, pick in self._picks.items()
            if pick.values == (_RIGHT,)
        }
        return replace(left.registered, **right_facts)

    def _merged(self, patient: Patient) -> None:
        self._ctx.go.records_changed.emit()
        self._ctx.go.patient.emit(patient.id)

    def _run(self, lane: Lane, job: Callable[[], T], done: Callable[[T], None]) -> None:
        self._ctx.work.run(lane, self, job, done, self._refused)

    def _refused(self, refused: Refused) -> None:
        self._calm()
        self._error.set_error(messages.sentence(refused))
        self._scroll.reveal(self._error)


def _either(said: Sequence[str], name: str) -> ChoiceList:
    """What the one record says and what the other says."""
    both = zip((_LEFT, _RIGHT), said, strict=True)
    return ChoiceList([Choice(side, words) for side, words in both], name=name)


def _held(side: Side) -> str:
    """`1 consultation, 2 papers`."""
    consultations = ngettext("{n} consultation", "{n} consultations", side.consultations)
    papers = ngettext("{n} paper", "{n} papers", side.documents)
    return series((consultations.format(n=side.consultations), papers.format(n=side.documents)))
