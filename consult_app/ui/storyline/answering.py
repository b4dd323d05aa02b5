"""Types the answers of a script into the form on screen, as a person would.

A question is found by its words and by those it stands under, all of them from the pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from consult_app.forms import paths
from consult_app.forms.model import Coding, Item, ItemType, Path, Questionnaire, say
from consult_app.ui.hands import Hands
from consult_app.ui.kit import ChoiceList, Segmented

Script = Iterable[tuple[Path, str]]
"""Path -> a code, a number, a date or words, in the order of the form."""


class Form:
    """The form as a person at the keyboard knows it: questions by their words."""

    def __init__(self, hands: Hands, questionnaire: Questionnaire, language: str) -> None:
        self._hands, self._language = hands, language
        self._items = dict(_items(questionnaire.items))

    def type_answers(self, script: Script) -> None:
        """Every answer, where the keyboard stands or where a click brings it."""
        for path, words in script:
            self.answer(path, words)

    def answer(self, path: Path, words: str) -> None:
        """One answer: a key where the question has the keyboard, else a click."""
        item = self._item(path)
        name, within = self.name(path), self._within(path)
        self._unfold(path, name, within)
        control = self._hands.find(name, *within)
        if item.options or item.type is ItemType.REFERENCE:
            self._choose(control, name, _option(item, words, self._language), within)
        else:
            self._hands.focus(name, *within)
            self.enter_text(words)

    def name(self, path: Path) -> str:
        """The words of a question."""
        return say(self._item(path).text, self._language)

    def option(self, path: Path, code: str) -> str:
        """The words of one of its options."""
        return _option(self._item(path), code, self._language)

    def enter_text(self, words: str) -> None:
        """Type into the field that has the keyboard, and leave it the way it goes on."""
        lines = isinstance(QApplication.focusWidget(), QPlainTextEdit)
        self._hands.write(words)
        self._hands.press(Qt.Key.Key_Tab if lines else Qt.Key.Key_Return)

    def _item(self, path: Path) -> Item:
        return self._items[paths.link_id(path)]

    def _within(self, path: Path) -> tuple[str, ...]:
        """What a question stands in, from the section inwards; a closed group frames nothing."""
        steps = path.split("/")
        above = ["/".join(steps[: i + 1]) for i in range(len(steps) - 1)]
        return tuple(self.name(p) for p in above if not self._item(p).collapsed)

    def _unfold(self, path: Path, name: str, within: tuple[str, ...]) -> None:
        """Open the closed group that a question lies in."""
        steps = path.split("/")
        for depth in range(1, len(steps)):
            group = "/".join(steps[:depth])
            if self._item(group).collapsed and not self._hands.sees(name, *within):
                self._hands.click(self.name(group), *self._within(group))

    def _choose(self, control: QWidget, name: str, option: str, within: tuple[str, ...]) -> None:
        if not _holds_keyboard(control):
            if _is_typed(control):
                self._hands.focus(name, *within)
            else:
                self._hands.answer(name, option, *within)
                return
        key = _key_of(control, option)
        if key:
            self._hands.write(key)
        else:
            self.enter_text(option)


def _key_of(control: QWidget, option: str) -> str:
    """The key that is shown at the option; empty where it has to be typed."""
    for part in (control, *_above(control)):
        if isinstance(part, Segmented):
            return next(o.key for o in part.options if o.label == option)
        if isinstance(part, ChoiceList):
            return part.digit_of(option)
    return ""


def _above(widget: QWidget) -> Iterator[QWidget]:
    parent = widget.parentWidget()
    while parent is not None:
        yield parent
        parent = parent.parentWidget()


def _is_typed(control: QWidget) -> bool:
    return not isinstance(control, Segmented | ChoiceList)


def _holds_keyboard(control: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and (held is control or control.isAncestorOf(held))


def _option(item: Item, words: str, language: str) -> str:
    """The words of an option by its code; open text, a product and a plain value are themselves."""
    for option in item.options:
        if isinstance(option.value, Coding) and option.value.code == words:
            return say(option.text, language) or option.value.display
    return words


def _items(items: Iterable[Item]) -> Iterator[tuple[str, Item]]:
    for item in items:
        yield item.link_id, item
        yield from _items(item.items)
