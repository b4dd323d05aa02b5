"""The parts under one place of the form, made and shown as the answers call for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from consult_app.forms import paths
from consult_app.forms.model import ItemType, Path
from consult_app.forms.state import ItemState
from consult_app.ui.consultation.desk import FormDesk
from consult_app.ui.consultation.fieldgrid import FieldGrid
from consult_app.ui.consultation.groups import AddPart, DisplayPart, FoldPart, GroupPart
from consult_app.ui.consultation.moment import Moment
from consult_app.ui.consultation.row import QuestionRow
from consult_app.ui.kit import Card

SLICE = 16
"""Rows built before the window gets its turn again."""


class Part(Protocol):
    """A row, a group, a text: whatever stands for one item of the form."""

    path: Path
    full: bool

    @property
    def widget(self) -> QWidget: ...

    def update(self, view: ItemState, moment: Moment) -> bool: ...

    def stops(self) -> list[QWidget]: ...

    def reach(self, path: Path) -> QuestionRow | None: ...


class Parts:
    """The parts of one container, in document order; hidden ones keep their place."""

    def __init__(
        self,
        desk: FormDesk,
        container: Path,
        place: Callable[[int, QWidget], None],
        *,
        nested: bool,
    ) -> None:
        self._desk, self.container, self._place, self._nested = desk, container, place, nested
        self._parts: dict[str, Part] = {}
        self._order: list[str] = []
        self.visible: tuple[str, ...] = ()
        self.complete = False

    def update(self, moment: Moment, most: int = 1 << 30) -> bool:
        """Show the moment, making at most `most` new parts; True where parts are new."""
        wanted = self._wanted(moment)
        fresh, made, shown = False, 0, []
        before = ""
        for key, view in wanted:
            part = self._parts.get(key)
            if part is None:
                if made == most:
                    break
                part = self._make(key, view, before)
                made += 1
            fresh |= part.update(view, moment)
            shown.append(key)
            before = key
        self.complete = len(shown) == len(wanted)
        self._show(tuple(shown))
        return fresh or made > 0

    def _wanted(self, moment: Moment) -> list[tuple[str, ItemState]]:
        wanted: list[tuple[str, ItemState]] = []
        views = moment.shown(self.container)
        for view, following in zip(views, (*views[1:], None), strict=True):
            wanted.append((view.path, view))
            repeats = view.item.type is ItemType.GROUP and view.item.repeats
            if repeats and (following is None or following.item is not view.item):
                wanted.append((paths.base(view.path) + "+", view))
        return wanted

    def _make(self, key: str, view: ItemState, before: str) -> Part:
        part = self._part(key, view)
        self._parts[key] = part
        at = self._order.index(before) + 1 if before else 0
        self._order.insert(at, key)
        self._place(at, part.widget)
        return part

    def _part(self, key: str, view: ItemState) -> Part:
        desk, nested = self._desk, self._nested
        if key.endswith("+"):
            return AddPart(desk, view, nested=nested)
        if view.item.type is ItemType.DISPLAY:
            return DisplayPart(desk, view, nested=nested)
        if view.item.type is not ItemType.GROUP:
            return QuestionRow(desk, view, partial(Block, desk), nested=nested)
        block = Block(desk, view.path)
        if view.item.collapsed:
            return FoldPart(desk, view, block, nested=nested)
        return GroupPart(desk, view, block, nested=nested)

    def _show(self, keys: tuple[str, ...]) -> None:
        if keys == self.visible:
            return
        for key in set(self.visible) ^ set(keys):
            self._parts[key].widget.setVisible(key in keys)
        self.visible = keys

    def shown(self) -> list[Part]:
        """The parts on screen, in order."""
        return [self._parts[key] for key in self._order if key in self.visible]

    def stops(self) -> list[QWidget]:
        return [stop for part in self.shown() for stop in part.stops()]

    def reach(self, path: Path) -> QuestionRow | None:
        for part in self._parts.values():
            if path == part.path or paths.within(path, paths.base(part.path)):
                row = part.reach(path)
                if row is not None:
                    return row
        return None


class Block(FieldGrid):
    """What lies under an answer or in a group: fields in two columns, questions over both."""

    def __init__(self, desk: FormDesk, container: Path, caption: str = "") -> None:
        super().__init__(caption)
        self._parts = Parts(desk, container, lambda _at, widget: self.adopt(widget), nested=True)

    def update_from(self, moment: Moment) -> bool:
        """Show the moment; True where something new came up."""
        fresh = self._parts.update(moment)
        self.arrange([(part.widget, part.full) for part in self._parts.shown()])
        return fresh

    def stops(self) -> list[QWidget]:
        return self._parts.stops()

    def reach(self, path: Path) -> QuestionRow | None:
        return self._parts.reach(path)


class SectionCard(Card):
    """The questions of a section on one card, built in slices so that the window never halts."""

    def __init__(self, desk: FormDesk, section: Path, built: Callable[[], None]) -> None:
        super().__init__()
        self._parts = Parts(desk, section, self.insert, nested=False)
        self._built = built
        self._moment: Moment | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    def update_from(self, moment: Moment) -> bool:
        """Show the moment; rows that are not made yet follow in slices."""
        self._moment = moment
        fresh = self._parts.update(moment, SLICE)
        if not self._parts.complete:
            self._timer.start()
        return fresh

    def _go_on(self) -> None:
        if self._moment is not None and self.update_from(self._moment):
            self._built()

    def finish(self) -> None:
        """Build what is left now: someone wants to go there."""
        self._timer.stop()
        if self._moment is not None and not self._parts.complete:
            self._parts.update(self._moment)
            self._built()

    def stops(self) -> list[QWidget]:
        return self._parts.stops()

    def reach(self, path: Path) -> QuestionRow | None:
        return self._parts.reach(path)
