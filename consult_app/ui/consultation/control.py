"""What every answer control is to its row: it shows answers and says what a person answered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from consult_app.forms.model import Value

Values = tuple[Value, ...]


class Control(QObject):
    """One control for one question.

    `answered(values)`: what a person answered; empty took it back. `passed()`: the question is
    done by key, the keyboard may go on. `trouble(sentence)`: what was typed is no answer ("": it
    is one again). `compact`: fits half a column; `wide`: needs all of it.
    """

    answered = Signal(object)
    passed = Signal()
    trouble = Signal(str)
    compact = False
    wide = False

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    @property
    def values(self) -> Values:
        """What the control holds now, typed."""
        raise NotImplementedError

    def show(self, values: Values) -> None:
        """Show these answers, silently; what a person is typing is left alone."""
        raise NotImplementedError

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key halts, in order."""
        return (self.widget,)

    def set_editable(self, editable: bool) -> None:
        """Whether a person may answer; what is answered is seen all the same."""
        self.widget.setEnabled(editable)

    def flush(self) -> None:
        """Hand over what was typed and not yet handed over."""


class LastInput(QObject):
    """Remembers whether a widget or its buttons were last used by key or by mouse."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.by_key = False
        for watched in (widget, *widget.findChildren(QAbstractButton)):
            watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.by_key = True
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.by_key = False
        return False


class Holder(QWidget):
    """Several parts that answer one question: the first of them carries the question's name."""

    def lead(self, part: QWidget) -> None:
        """`part` gets the keyboard and the name."""
        self.setFocusProxy(part)

    def setAccessibleName(self, name: str) -> None:
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleDescription(description)
