"""The short form of a follow-up: each question a row, drawn from the pack's questionnaire."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from consult_app.forms.model import Coding, Item, ItemType, Path, Questionnaire, Value, say
from consult_app.forms.paths import join
from consult_app.i18n import _
from consult_app.ui.kit import (
    AnswerRow,
    Card,
    Option,
    Segmented,
    TextArea,
    with_keys,
)
from consult_app.ui.pages.card_parts import card_head

_SCALE_MOST = 10


class AskedCard(Card):
    """One section of the form. `answered()` with each answer; `values` are those given so far."""

    answered = Signal()

    def __init__(self, section: Item, language: str) -> None:
        super().__init__()
        self._rows: dict[Path, AnswerRow] = {}
        self._controls: dict[Path, Segmented | TextArea] = {}
        self._items: dict[Path, Item] = {}
        self.setAccessibleName(say(section.text, language))
        self.add(card_head(say(section.text, language), say(section.help, language)))
        for item in section.items:
            self._ask(join(section.link_id, item.link_id), item, language)

    def _ask(self, path: Path, item: Item, language: str) -> None:
        control = _control(item, language)
        wide = not isinstance(control, Segmented) or item.type is ItemType.INTEGER
        row = AnswerRow(
            say(item.text, language), control, help_text=say(item.ask, language), wide=wide
        )
        self._rows[path], self._controls[path], self._items[path] = row, control, item
        if isinstance(control, Segmented):
            control.chosen.connect(lambda _value: self._gave(path))
        self.add(row)

    def _gave(self, path: Path) -> None:
        """The next question that is not answered has the keyboard."""
        self._rows[path].set_error("")
        self.answered.emit()
        behind = list(self._controls)[list(self._controls).index(path) + 1 :]
        for one in behind:
            control = self._controls[one]
            if isinstance(control, Segmented) and control.value is None:
                control.setFocus()
                return

    def enter(self) -> None:
        """The first question has the keyboard."""
        next(iter(self._controls.values())).setFocus()

    @property
    def values(self) -> dict[Path, Value]:
        """What was answered; unanswered is left out."""
        found: dict[Path, Value] = {}
        for path, control in self._controls.items():
            item = self._items[path]
            if isinstance(control, TextArea):
                if control.text.strip():
                    found[path] = control.text.strip()
            elif control.value is not None:
                found[path] = _value(item, control.value)
        return found

    def show_values(self, values: Mapping[Path, Value]) -> None:
        """What was answered before, to be read."""
        for path, control in self._controls.items():
            value = values.get(path)
            if isinstance(control, TextArea):
                control.set_text(str(value or ""))
            elif value is not None:
                control.set_value(value.code if isinstance(value, Coding) else str(value))
            control.setEnabled(False)

    def mark_missing(self) -> bool:
        """Say beside each required question that it is still open; whether there is one."""
        given, first = self.values, True
        for path, row in self._rows.items():
            missing = self._items[path].required and path not in given
            row.set_error(_("Not answered yet.") if missing else "")
            if missing and first:
                self._controls[path].setFocus()
                first = False
        return not first


def cards(form: Questionnaire, language: str) -> list[AskedCard]:
    """A card for each section."""
    return [AskedCard(section, language) for section in form.items]


def _control(item: Item, language: str) -> Segmented | TextArea:
    if item.type is ItemType.INTEGER:
        most = item.max_value if isinstance(item.max_value, int) else _SCALE_MOST
        least = item.min_value if isinstance(item.min_value, int) else 0
        return Segmented([Option(str(n), str(n), str(n)) for n in range(least, most + 1)])
    if item.type is ItemType.CHOICE:
        options = ((o.value, o.text) for o in item.options)
        return Segmented(
            with_keys([(v.code, say(t, language)) for v, t in options if isinstance(v, Coding)])
        )
    return TextArea(lines=2, max_length=item.max_length or 2000)


def _value(item: Item, text: str) -> Value:
    if item.type is ItemType.INTEGER:
        return int(text)
    codings = (o.value for o in item.options if isinstance(o.value, Coding))
    return next(coding for coding in codings if coding.code == text)
