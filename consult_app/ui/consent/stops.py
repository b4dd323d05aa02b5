"""The order in which Tab goes through the patient's view: the page, the ways on, the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk(parts: Sequence[QWidget], forward: bool) -> bool:
    """The keyboard to the next control of these parts, round and round; False with none."""
    stops = [stop for part in parts for stop in _within(part)]
    if not stops:
        return False
    held = QApplication.focusWidget()
    at = stops.index(held) if held in stops else (-1 if forward else len(stops))
    if held is not None and held not in stops:
        at = _beside(stops, parts, held, forward, at)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def _beside(
    stops: list[QWidget], parts: Sequence[QWidget], held: QWidget, forward: bool, otherwise: int
) -> int:
    """The place before or after a part itself, which has the keyboard when a page begins."""
    for part in parts:
        if part is held or part.isAncestorOf(held):
            first = next((i for i, s in enumerate(stops) if part.isAncestorOf(s)), None)
            if first is not None:
                return first - 1 if forward else first
    return otherwise


def _within(part: QWidget) -> Iterator[QWidget]:
    """What Tab comes to inside, in the order in which it was put there."""
    passed: set[QWidget] = set()
    widget: QWidget | None = part
    while widget is not None and widget not in passed:
        passed.add(widget)
        if part.isAncestorOf(widget) and _takes_tab(widget):
            yield widget
        widget = widget.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
    )
