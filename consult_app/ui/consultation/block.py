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
from consult_app.ui.consultation.moment import Moment, around
from consult_app.ui.consultation.row import QuestionRow
from consult_app.ui.consultation.rowstack import RowStack

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
        self._shown: dict[str, None] = {}
        self._waiting: list[tuple[str, ItemState]] = []
        self._drawn = False

    @property
    def complete(self) -> bool:
        """Whether every part that is called for is made."""
        return not self._waiting

    def update(self, moment: Moment, most: int = 1 << 30) -> list[Part]:
        """Show the moment, making at most `most` parts; gives those in which something is new."""
        if moment.touched is not None and self._same_shown(moment):
            return self._touch(moment)
        wanted = self._wanted(moment)
        there = next((i for i, (key, _v) in enumerate(wanted) if key not in self._parts), None)
        ready = wanted if there is None else wanted[: there + most]
        self._waiting = wanted[len(ready) :]
        fresh, before, new, whole = [], "", set(), moment.whole
        for key, view in ready:
            part = self._parts.get(key)
            if part is None:
                part = self._make(key, view, before)
                new.add(key)
            if part.update(view, moment if key in self._shown else whole) or key in new:
                fresh.append(part)
            before = key
        self._show(dict.fromkeys(key for key, _view in ready), new)
        self._drawn = True
        return fresh

    def _same_shown(self, moment: Moment) -> bool:
        """Whether the parts on screen are all that is called for, and no others."""
        return (
            self._drawn
            and self.complete
            and all(
                view.visible is (view.path in self._shown)
                for view in moment.under.get(self.container, ())
            )
        )

    def _touch(self, moment: Moment) -> list[Part]:
        """Show what is new in the parts that are there."""
        touched = [v for v in moment.shown(self.container) if not moment.same_at(v.path)]
        return [p for v in touched for p in (self._parts[v.path],) if p.update(v, moment)]

    def grow(self, moment: Moment, most: int) -> list[Part]:
        """Make the next parts that are called for; those there are stay untouched."""
        ready, self._waiting = self._waiting[:most], self._waiting[most:]
        moment = moment.whole
        before = next(reversed(self._shown), "")
        fresh = []
        for key, view in ready:
            part = self._parts.get(key)
            if part is None:
                part = self._make(key, view, before)
            else:
                part.widget.show()
            part.update(view, moment)
            self._shown[key] = None
            fresh.append(part)
            before = key
        return fresh

    def _wanted(self, moment: Moment) -> list[tuple[str, ItemState]]:
        wanted: list[tuple[str, ItemState]] = []
        views = moment.shown(self.container)
        for place, view in enumerate(views):
            following = views[place + 1] if place + 1 < len(views) else None
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

    def _show(self, keys: dict[str, None], new: set[str]) -> None:
        """What is new its layout shows by itself: showing it here would lay out all of it anew."""
        if keys == self._shown:
            return
        for key in (self._shown.keys() ^ keys.keys()) - new:
            self._parts[key].widget.setVisible(key in keys)
        self._shown = keys

    def shown(self) -> list[Part]:
        """The parts on screen, in order."""
        return [self._parts[key] for key in self._order if key in self._shown]

    def before(self, part: Part) -> Part | None:
        """The part on screen above another."""
        shown = self.shown()
        at = shown.index(part)
        return shown[at - 1] if at else None

    def stops(self) -> list[QWidget]:
        return [stop for part in self.shown() for stop in part.stops()]

    def reach(self, path: Path) -> QuestionRow | None:
        for place in around(path):
            part = self._parts.get(place)
            row = part.reach(path) if part is not None else None
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
        return bool(fresh)

    def stops(self) -> list[QWidget]:
        return self._parts.stops()

    def reach(self, path: Path) -> QuestionRow | None:
        return self._parts.reach(path)


class SectionCard(RowStack):
    """The questions of a section on one card, built in slices so that the window never halts.

    `built(stops)`: halts for Tab that are new, in order, led by the one they come after.
    """

    def __init__(
        self, desk: FormDesk, section: Path, built: Callable[[list[QWidget]], None]
    ) -> None:
        super().__init__()
        self._parts = Parts(desk, section, self.insert, nested=False)
        self._built = built
        self._moment: Moment | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def complete(self) -> bool:
        """Whether every row is there."""
        return self._parts.complete

    def update_from(self, moment: Moment) -> None:
        """Show the moment; rows that are not made yet follow in slices."""
        self._moment = moment
        self._tell(self._parts.update(moment, SLICE))
        if not self._parts.complete:
            self._timer.start()

    def _go_on(self) -> None:
        self._grow(SLICE)
        if not self._parts.complete:
            self._timer.start()

    def finish(self) -> None:
        """Build what is left now: someone wants to go there."""
        self._timer.stop()
        self._grow(1 << 30)

    def _grow(self, most: int) -> None:
        if self._moment is not None and not self._parts.complete:
            self._tell(self._parts.grow(self._moment, most))

    def _tell(self, fresh: list[Part]) -> None:
        """Each new part with the halt before it: Tab goes as one reads."""
        if fresh:
            self.settle()
        for part in fresh:
            above = self._parts.before(part)
            led = above.stops()[-1:] if above is not None else []
            self._built([*led, *part.stops()])

    def stops(self) -> list[QWidget]:
        return self._parts.stops()

    def last_stop(self) -> QWidget:
        """Where Tab halts last on the card."""
        halts = (part.stops() for part in reversed(self._parts.shown()))
        return next((stops[-1] for stops in halts if stops), self)

    def reach(self, path: Path) -> QuestionRow | None:
        return self._parts.reach(path)
