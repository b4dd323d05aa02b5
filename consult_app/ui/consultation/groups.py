"""Groups on the page: closed until opened, repeated with *Add another*, or plain with a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.forms import paths
from consult_app.forms.model import Path, say
from consult_app.forms.paths import within
from consult_app.forms.state import ItemState
from consult_app.i18n import _, ngettext
from consult_app.services.still_open import is_question
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.moment import Moment
from consult_app.ui.kit import Button, Kind, Token, Type, WrapLabel, icons, tokens
from consult_app.ui.kit.base import PaintedButton, PaintedWidget, start_painting, tall_policy

if TYPE_CHECKING:
    from consult_app.ui.consultation.block import Block
    from consult_app.ui.consultation.row import QuestionRow

SIDE = 20
"""The same distance from the card's edge as the questions have."""


class _Holder(PaintedWidget):
    """A part on the card, with its margins, or in a grid, without."""

    def __init__(self, nested: bool) -> None:
        super().__init__()
        self.setSizePolicy(tall_policy())
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens.M)
        side, above = (0, 0) if nested else (SIDE, tokens.L)
        self.column.setContentsMargins(side, above, side, above)


class DisplayPart(QObject):
    """Words of the form that ask nothing."""

    full = True

    def __init__(self, desk: FormDesk, view: ItemState, *, nested: bool) -> None:
        self.path, self.widget = view.path, _Holder(nested)
        super().__init__(self.widget)
        words = say(view.item.text, desk.language)
        self.widget.column.addWidget(WrapLabel(words, token=Token.QUIET))

    def update(self, _view: ItemState, _moment: Moment) -> bool:
        return False

    def stops(self) -> list[QWidget]:
        return []

    def reach(self, _path: Path) -> QuestionRow | None:
        return None


class GroupPart(QObject):
    """A group with its heading; one of several can be removed."""

    full = True

    def __init__(self, desk: FormDesk, view: ItemState, block: Block, *, nested: bool) -> None:
        self.path, self._block, self._desk = view.path, block, desk
        self.widget = _Holder(nested)
        super().__init__(self.widget)
        self._title = say(view.item.text, desk.language)
        self._heading = WrapLabel("", Type.HINT, Token.QUIET, semibold=True, heading=True)
        self._remove = Button(_("Remove"), Kind.LINK)
        self._remove.clicked.connect(lambda: desk.removed.emit(self.path))
        line = QHBoxLayout()
        line.addWidget(self._heading, 1)
        line.addWidget(self._remove)
        self.widget.column.addLayout(line)
        self.widget.column.addWidget(block)

    def update(self, view: ItemState, moment: Moment) -> bool:
        others = moment.form.occurrences(paths.base(view.path)) if view.item.repeats else ()
        several = len(others) > 1
        name = f"{self._title} {others.index(view.path) + 1}" if several else self._title
        if name != self._heading.text:
            self._heading.set_text(name)
            self.widget.setAccessibleName(name)
            self._remove.setAccessibleName(_("Remove {name}").format(name=name))
        self._remove.setVisible(several and moment.editable)
        return self._block.update_from(moment)

    def stops(self) -> list[QWidget]:
        remove = [] if self._remove.isHidden() else [self._remove]
        return [*self._block.stops(), *remove]

    def reach(self, path: Path) -> QuestionRow | None:
        return self._block.reach(path) if within(path, self.path) else None


class AddPart(QObject):
    """*Add another*, under the last occurrence of a group."""

    full = True

    def __init__(self, desk: FormDesk, view: ItemState, *, nested: bool) -> None:
        self.path, self._base = "", paths.base(view.path)
        self.widget = _Holder(nested)
        super().__init__(self.widget)
        self._button = Button(_("Add another"), Kind.LINK, icon="plus")
        name = say(view.item.text, desk.language)
        self._button.setAccessibleName(_("Add another: {name}").format(name=name))
        self._button.clicked.connect(lambda: desk.added.emit(self._base))
        self.widget.column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeading)

    def update(self, view: ItemState, moment: Moment) -> bool:
        limit = view.item.max_occurs
        full = limit is not None and len(moment.form.occurrences(self._base)) >= limit
        self._button.setEnabled(moment.editable and not full)
        return False

    def stops(self) -> list[QWidget]:
        return [self._button]

    def reach(self, _path: Path) -> QuestionRow | None:
        return None


class FoldPart(QObject):
    """A group that stays closed until it is opened; its questions are no halts until then."""

    full = True

    def __init__(self, desk: FormDesk, view: ItemState, block: Block, *, nested: bool) -> None:
        self.path, self._block, self._desk = view.path, block, desk
        self.widget = _Holder(nested)
        super().__init__(self.widget)
        self._button = _FoldButton(say(view.item.text, desk.language))
        self._button.clicked.connect(self._toggle)
        self.widget.column.addWidget(self._button)
        self.widget.column.addWidget(block)
        self._block.hide()
        desk.folded.add(self.path)
        self._moment: Moment | None = None

    @property
    def is_open(self) -> bool:
        """Whether its questions are on screen."""
        return not self._block.isHidden()

    def open(self) -> None:
        """Show what is in it."""
        if not self.is_open:
            self._toggle()

    def _toggle(self) -> None:
        opening = not self.is_open
        if opening and self._moment is not None:
            self._block.update_from(self._moment.whole)
        (self._desk.folded.discard if opening else self._desk.folded.add)(self.path)
        self._block.setVisible(opening)
        self._button.set_open(opening)
        self._desk.unfolded.emit()

    def update(self, _view: ItemState, moment: Moment) -> bool:
        self._moment = moment
        inside = [
            v for v in moment.form.items if within(v.path, self.path) and v.visible and v.answers
        ]
        self._button.set_count(sum(is_question(v) for v in inside))
        if any(path for path in moment.wrong if within(path, self.path)):
            self.open()
        return self.is_open and self._block.update_from(moment)

    def stops(self) -> list[QWidget]:
        return [self._button, *(self._block.stops() if self.is_open else [])]

    def reach(self, path: Path) -> QuestionRow | None:
        """Opens for a question that is in it."""
        if not within(path, self.path):
            return None
        self.open()
        return self._block.reach(path)


class _FoldButton(PaintedButton):
    """The group's name, how much of it is answered, and which way it opens."""

    def __init__(self, title: str) -> None:
        self._title, self._open, self._count = title, False, 0
        super().__init__(title)
        self.setSizePolicy(tall_policy())

    def set_open(self, is_open: bool) -> None:
        self._open = is_open
        self.setAccessibleDescription(_("Unfolded") if is_open else _("Folded"))
        self.update()

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.restyled()
            self.update()

    def restyled(self) -> None:
        told = ngettext("{n} answered", "{n} answered", self._count).format(n=self._count)
        self._words = self.paragraph(self._title, Type.BODY)
        self._told = self.paragraph(told if self._count else "", Type.HINT)
        self._glyph = self.theme.px(18)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(self.theme.px(28), self._words.height(width - self._before() - self._after()))

    def _before(self) -> int:
        return self._glyph + tokens.S

    def _after(self) -> int:
        return self._told.natural_width() + tokens.M if self._told.text else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = start_painting(self)
        color, mirrored = self.theme.color, self.mirrored()
        closed = "chevron-left" if mirrored else "chevron-right"
        ink = color(Token.ACCENT)
        left = self.width() - self._glyph if mirrored else 0
        top = (self.height() - self._glyph) / 2
        icons.draw(painter, "chevron-down" if self._open else closed, ink, left, top, self._glyph)
        room = self.width() - self._before() - self._after()
        x = self._after() if mirrored else self._before()
        above = (self.height() - self._words.height(room)) / 2
        words = color(Token.ACCENT if self.underMouse() else Token.TEXT)
        self._words.draw(painter, x, above, room, words, mirrored)
        told = self._told.natural_width()
        x = 0 if mirrored else self.width() - told
        above = (self.height() - self._told.line_height) / 2
        self._told.draw(painter, x, above, told, color(Token.QUIET), mirrored)
        painter.end()
