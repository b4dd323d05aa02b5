"""Dates and numbers as a person types them, echoed in words; the reading of them is injected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.kit import tokens
from consult_app.ui.kit.base import PaintedWidget
from consult_app.ui.kit.button import Button, Kind
from consult_app.ui.kit.fields import TextField
from consult_app.ui.kit.note import NoteLine
from consult_app.ui.kit.tokens import Size


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text was understood as: a value and its words, or a sentence that says what is wrong.

    `warning`: what to look at again, though it is taken; `choices` are (words, text) for what is
    ambiguous: choosing one types that text.
    """

    value: object = None
    words: str = ""
    error: str = ""
    warning: str = ""
    choices: tuple[tuple[str, str], ...] = ()


Parse = Callable[[str], Parsed]


class ParsedField(PaintedWidget):
    """A line to type into and, under it, how it was understood.

    `committed(Parsed)` fires on Enter or on leaving when the text is new; an empty text gives
    `Parsed()`. `changed(Parsed)` fires at every key. An error is shown only once committed.
    """

    changed = Signal(object)
    committed = Signal(object)

    def __init__(
        self,
        parse: Parse,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        unit: str = "",
        icon: str | None = None,
        size: Size = Size.DESK,
        width: int = 220,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self.field = TextField(
            text, name=name, placeholder=placeholder, unit=unit, icon=icon, size=size
        )
        self._width = width
        self.note = NoteLine()
        self._choices = QHBoxLayout()
        self._choices.setSpacing(tokens.S)
        self._choices.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.XS)
        column.addWidget(self.field)
        column.addWidget(self.note)
        column.addLayout(self._choices)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.field.changed.connect(self._typed)
        self.field.committed.connect(self._settle)
        self.restyled()
        self._show(self.parsed, settled=True)

    @property
    def text(self) -> str:
        return self.field.text

    @property
    def line_height(self) -> int:
        """The height of the line one types in; words beside it stand level with that."""
        return self.field.sizeHint().height()

    @property
    def parsed(self) -> Parsed:
        """What the text says now; an empty one says nothing."""
        return self._parse(self.text) if self.text.strip() else Parsed()

    def set_text(self, text: str) -> None:
        """Silently show another text with its echo."""
        self.field.set_text(text)
        self._show(self.parsed, settled=True)

    def setAccessibleName(self, name: str) -> None:
        self.field.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        self.field.setAccessibleDescription(description)

    def restyled(self) -> None:
        self.field.setMaximumWidth(self.theme.px(self._width))

    def _typed(self, _text: str) -> None:
        parsed = self.parsed
        self._show(parsed, settled=False)
        self.changed.emit(parsed)

    def _settle(self, _text: str) -> None:
        parsed = self.parsed
        self._show(parsed, settled=True)
        self.committed.emit(parsed)

    def _show(self, parsed: Parsed, settled: bool) -> None:
        self.note.set_echo(parsed.words)
        self.note.set_warning(parsed.warning if settled else "")
        self.note.set_error(parsed.error if settled else "")
        self.field.set_wrong(settled and bool(parsed.error))
        self._offer(parsed.choices)

    def _offer(self, choices: tuple[tuple[str, str], ...]) -> None:
        """One button for each reading of what is ambiguous."""
        while self._choices.count() > 1:
            item = self._choices.takeAt(0)
            button = item.widget() if item is not None else None
            if button is not None:
                button.hide()
                button.deleteLater()
        for place, (words, text) in enumerate(choices):
            button = Button(words, Kind.SECONDARY, strong=False)
            button.clicked.connect(lambda _checked=False, chosen=text: self._take(chosen))
            self._choices.insertWidget(place, button)

    def _take(self, text: str) -> None:
        self.field.setFocus()
        self.set_text(text)
        self.committed.emit(self.parsed)


class DateField(ParsedField):
    """A date in whatever way it is typed; `parse` knows the clinic's order."""

    def __init__(
        self,
        parse: Parse,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            parse,
            text,
            name=name,
            placeholder=placeholder,
            icon="calendar",
            size=size,
            parent=parent,
        )


class NumberField(ParsedField):
    """A number with its unit beside it."""

    def __init__(
        self,
        parse: Parse,
        text: str = "",
        *,
        unit: str = "",
        name: str = "",
        size: Size = Size.DESK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parse, text, name=name, unit=unit, size=size, width=180, parent=parent)
