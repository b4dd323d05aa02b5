"""What a screen reader is told of painted widgets: role, value and state beside the name."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


@runtime_checkable
class Described(Protocol):
    """A widget that says its role itself, because no stock class does."""

    def accessible_role(self) -> QAccessible.Role: ...

    def accessible_value(self) -> str: ...

    def make_accessible_parts(self) -> None: ...


class _Face(QAccessibleWidget):
    """The accessible side of a painted widget; asks the widget each time, keeps nothing."""

    def __init__(self, widget: QWidget, role: QAccessible.Role) -> None:
        super().__init__(widget, role, "")

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            shown = self.object()
            return shown.accessible_value() if isinstance(shown, Described) else ""
        return super().text(kind)


def _face(_name: str, shown: QObject) -> QAccessibleInterface | None:
    if isinstance(shown, QWidget) and isinstance(shown, Described):
        shown.make_accessible_parts()
        return _Face(shown, shown.accessible_role())
    return None


def install() -> None:
    """Teach Qt the painted widgets; once an application."""
    QAccessible.installFactory(_face)


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say the sentence now, for what changed away from the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
