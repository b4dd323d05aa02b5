"""Controls for questions with options: side by side, under each other, or to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from consult_app.forms.compare import same
from consult_app.forms.model import Value
from consult_app.i18n import _
from consult_app.ui.consultation.control import Control, LastInput, Values
from consult_app.ui.kit import Choice, ChoiceList, Option, PickField, Segmented, with_keys

LETTERS = 4
"""With more options than this, digits choose instead of letters."""
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Offer:
    """One option of a question: the answer it gives and its words."""

    value: Value
    words: str
    hint: str = ""
    exclusive: bool = False


def place_of(offers: Sequence[Offer], value: Value) -> str | None:
    """How the parts of the window name an option: by its place."""
    return next((str(i) for i, offer in enumerate(offers) if same(offer.value, value)), None)


class _Keyed(Segmented):
    """Enter on a question that is answered goes on, as it would in a field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.value is not None and not self._walking and not event.modifiers():
            self.chosen.emit(self.value)
        else:
            super().keyPressEvent(event)


class SegmentedControl(Control):
    """Up to nine options side by side, with letters up to four and digits beyond."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        self._offers = tuple(offers)
        options: Sequence[Option] = with_keys(
            [(str(i), offer.words) for i, offer in enumerate(offers)]
        )
        if len(offers) > LETTERS:
            options = [Option(o.value, o.label, str(i + 1)) for i, o in enumerate(options)]
        self._part = _Keyed(options)
        super().__init__(self._part)
        self._input = LastInput(self._part)
        self._part.chosen.connect(self._chosen)

    @property
    def values(self) -> Values:
        value = self._part.value
        return () if value is None else (self._offers[int(value)].value,)

    def show(self, values: Values) -> None:
        place = place_of(self._offers, values[0]) if values else None
        if place != self._part.value:
            self._part.set_value(place)

    def _chosen(self, place: str | None) -> None:
        self.answered.emit(self.values)
        if place is not None and self._input.by_key:
            self.passed.emit()


class ListControl(Control):
    """Options under each other, one or several of them; a digit chooses."""

    wide = True

    def __init__(self, offers: Sequence[Offer], *, multiple: bool = False) -> None:
        self._offers, self._multiple = tuple(offers), multiple
        self._part = ChoiceList(
            [Choice(str(i), o.words, o.hint, o.exclusive) for i, o in enumerate(offers)],
            multiple=multiple,
        )
        super().__init__(self._part)
        self._input = LastInput(self._part)
        self._part.chosen.connect(self._chosen)

    @property
    def values(self) -> Values:
        return tuple(self._offers[int(place)].value for place in self._part.values)

    def show(self, values: Values) -> None:
        places = [place_of(self._offers, value) for value in values]
        self._part.set_values([place for place in places if place is not None])

    def stops(self) -> tuple[QWidget, ...]:
        return (self._part.focusProxy() or self._part,)

    def _chosen(self, places: tuple[str, ...]) -> None:
        self.answered.emit(self.values)
        if places and self._input.by_key:
            self.passed.emit()


class PickControl(Control):
    """Many options: typing narrows them; with `open_text` what is none of them stands too."""

    compact = True

    def __init__(self, offers: Sequence[Offer], *, open_text: bool = False) -> None:
        self._offers, self._open = tuple(offers), open_text
        self._part = PickField(
            [(str(i), offer.words) for i, offer in enumerate(offers)], open_text=open_text
        )
        super().__init__(self._part)
        self._last: Values = ()
        self._part.picked.connect(self._picked)
        self._part.unknown.connect(self._unknown)
        self._part.edit.returnPressed.connect(self._entered)

    @property
    def values(self) -> Values:
        place, text = self._part.value, self._part.text.strip()
        if place is not None:
            return (self._offers[int(place)].value,)
        return (text,) if text and self._open else ()

    def show(self, values: Values) -> None:
        self._last = values
        if values == self.values and (values or not self._part.edit.hasFocus()):
            return
        place = place_of(self._offers, values[0]) if values else None
        rest = str(values[0]) if values and place is None else ""
        if values or not self._part.edit.hasFocus():
            self._part.set_value(place, rest)

    def stops(self) -> tuple[QWidget, ...]:
        return (self._part.edit,)

    def _picked(self, _place: str | None, _text: str) -> None:
        self.trouble.emit("")
        self._last = self.values
        self.answered.emit(self.values)
        if self._part.edit.hasFocus() and self.values:
            self.passed.emit()

    def _entered(self) -> None:
        """Enter where nothing is new still goes on."""
        if not self._part.text.strip() or (self.values and self.values == self._last):
            self.passed.emit()

    def _unknown(self, typed: str) -> None:
        """The one option that begins with what was typed is meant; else it is asked again."""
        fits = [o for o in self._offers if o.words.casefold().startswith(typed.casefold())]
        if len(fits) != 1:
            self.answered.emit(())
            self.trouble.emit(_("This is none of the options: choose one of them."))
            return
        self._part.set_value(place_of(self._offers, fits[0].value))
        self._picked(None, typed)
